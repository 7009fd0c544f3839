package de.stadttor.interop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import stadttor.demo.Folders;

/** Programs of Debian that the tests need; what is missing is installed where that is possible, else the test fails. */
public final class Debian {

    private static final int MINUTES = 9;

    private Debian() {}

    /**
     * Makes sure that they are there. Of several JVMs that try at once, one installs and the others wait.
     *
     * @param sign a file that is there once they are installed
     */
    public static void needs(Path sign, String... packages) {
        if (Files.exists(sign)) {
            return;
        }
        locked("debian", () -> {
            if (Files.exists(sign)) {
                return;
            }
            if (!Files.exists(Path.of("/etc/debian_version")) || !"root".equals(System.getProperty("user.name"))) {
                throw new AssertionError("These tests need the Debian packages " + String.join(", ", packages)
                        + "; please install them (apt-get install --no-install-recommends "
                        + String.join(" ", packages) + ").");
            }
            run(Path.of("/"), "apt-get", "update", "-qq");
            List<String> install =
                    new ArrayList<>(List.of("apt-get", "install", "-y", "-qq", "--no-install-recommends"));
            install.addAll(List.of(packages));
            run(Path.of("/"), install.toArray(String[]::new));
        });
        if (!Files.exists(sign)) {
            throw new AssertionError(String.join(", ", packages) + " did not bring " + sign);
        }
    }

    /** Does something that one JVM does at a time. */
    static void locked(String name, Runnable work) {
        try {
            Files.createDirectories(Folders.cache());
            try (FileChannel lock = FileChannel.open(
                    Folders.cache().resolve(name + ".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                lock.lock();
                work.run();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs a program to its end; the test fails with what it said where it fails. */
    public static void run(Path folder, String... command) {
        try {
            Path log = Files.createTempFile("stadttor-", ".log");
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile());
            builder.environment().put("DEBIAN_FRONTEND", "noninteractive");
            Process process = builder.start();
            boolean ended = process.waitFor(MINUTES, TimeUnit.MINUTES);
            if (!ended) {
                process.destroyForcibly();
            }
            if (!ended || process.exitValue() != 0) {
                throw new AssertionError(
                        String.join(" ", command) + " failed: " + Files.readString(log, StandardCharsets.UTF_8));
            }
            Files.delete(log);
        } catch (IOException e) {
            throw new AssertionError(String.join(" ", command) + " cannot be run", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
