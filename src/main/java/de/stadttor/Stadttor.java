package de.stadttor;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** One hub node. */
@SpringBootApplication
public class Stadttor {

    public static void main(String[] args) {
        SpringApplication.run(Stadttor.class, args);
    }
}
