package de.stadttor.interop;

import de.stadttor.platform.Json;
import de.stadttor.testing.Visitor;
import de.stadttor.testing.Visitor.Stop;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * An application in another language, run as a program of its own. It writes {@code GO address until} where a browser
 * has to go somewhere, reads where the browser came back, and writes {@code RESULT} with JSON at its end.
 */
final class ForeignClient {

    private static final int SECONDS = 120;

    private ForeignClient() {}

    /** Runs it with a person of Dresden at the browser, who signs in at the real Keycloak where asked. */
    static Map<String, Object> run(List<String> command, Path folder, Person person) {
        try {
            Path errors = Files.createTempFile("stadttor-", ".err");
            Process process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectError(errors.toFile())
                    .start();
            process.onExit().orTimeout(SECONDS, TimeUnit.SECONDS).exceptionally(late -> {
                process.destroyForcibly();
                return process;
            });
            try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
                    BufferedWriter in = process.outputWriter(StandardCharsets.UTF_8)) {
                for (String line = out.readLine(); line != null; line = out.readLine()) {
                    String[] words = line.split(" ", 3);
                    if (words[0].equals("GO")) {
                        in.write(person.goes(URI.create(words[1]), words[2]).uri() + "\n");
                        in.flush();
                    } else if (words[0].equals("RESULT")) {
                        return Json.readMap(line.substring("RESULT ".length()));
                    }
                }
                throw new AssertionError(command + " ended without a result: " + Files.readString(errors));
            } finally {
                process.destroy();
                Files.delete(errors);
            }
        } catch (IOException e) {
            throw new AssertionError("cannot run " + command, e);
        }
    }

    /** Anna at her browser; nobody tells the hub beforehand where she is at home. */
    static final class Person {

        private final Visitor browser = new Visitor();

        Visitor browser() {
            return browser;
        }

        Stop goes(URI address, String until) {
            Stop stop = browser.go(address, until);
            if (stop.attribute("data-provider").isPresent()) {
                stop = browser.go(stop.link("data-provider", "ebit-dresden"), until);
            }
            return stop.asksForPassword() ? browser.signIn(stop, "anna.richter", until) : stop;
        }
    }
}
