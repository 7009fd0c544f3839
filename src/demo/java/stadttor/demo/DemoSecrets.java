package stadttor.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;

/** Secrets that the demo makes for itself and keeps in its data folder, readable by its owner alone. */
final class DemoSecrets {

    private static final int BYTES = 32;

    private final Path folder;

    DemoSecrets(Path data) {
        this.folder = data.resolve("secrets");
    }

    /** 32 random bytes in Base64, the same for the same name at each start. */
    String get(String name) {
        Path file = folder.resolve(name);
        try {
            if (!Files.exists(file)) {
                Files.createDirectories(
                        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
                byte[] random = new byte[BYTES];
                new SecureRandom().nextBytes(random);
                Path unfinished = folder.resolve(name + ".unfinished");
                Files.deleteIfExists(unfinished);
                Files.createFile(
                        unfinished, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
                Files.writeString(unfinished, Base64.getEncoder().encodeToString(random));
                Files.move(unfinished, file);
            }
            return Files.readString(file).trim();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
