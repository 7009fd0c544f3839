package de.stadttor.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import stadttor.demo.Folders;

/**
 * A folder that belongs to this JVM for as long as it lives, and then to another one. What lies in it stays: a Keycloak
 * that has imported its realms once starts sooner.
 *
 * @param lock held until the JVM ends, however it ends
 */
record TestFolder(Path path, FileLock lock) {

    /** The first of {@code target/test-world/1}, {@code 2} and so on that no other JVM works in. */
    static TestFolder own() {
        return firstFreeIn(Folders.project().resolve("target/test-world"));
    }

    static TestFolder firstFreeIn(Path worlds) {
        try {
            Files.createDirectories(worlds);
            for (int number = 1; ; number++) {
                FileChannel file = FileChannel.open(
                        worlds.resolve(number + ".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = file.tryLock();
                if (lock != null) {
                    return new TestFolder(Files.createDirectories(worlds.resolve(String.valueOf(number))), lock);
                }
                file.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
