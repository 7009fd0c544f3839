package de.stadttor;

import de.stadttor.cli.Commands;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** One hub node, and the command around it. */
@SpringBootApplication
public class Stadttor {

    public static void main(String[] args) {
        int exit = Commands.run(Stadttor.class, args);
        if (exit != Commands.STAYS) {
            System.exit(exit);
        }
    }
}
