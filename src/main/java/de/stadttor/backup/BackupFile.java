package de.stadttor.backup;

import de.stadttor.platform.Json;
import de.stadttor.platform.Sealer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import tools.jackson.core.JacksonException;

/** A backup that is complete, undamaged, and written by a hub with the key-encryption key. Whoever opens it closes it. */
final class BackupFile implements AutoCloseable {

    private static final int LONGEST_MANIFEST = 1 << 20;

    private final Path file;
    private final ZipFile zip;
    private final Manifest manifest;

    private BackupFile(Path file, ZipFile zip, Manifest manifest) {
        this.file = file;
        this.zip = zip;
        this.manifest = manifest;
    }

    /**
     * Reads all of it once.
     *
     * @throws BackupProblem where it is not what it should be
     */
    static BackupFile open(Path file, Sealer sealer) {
        if (!Files.isReadable(file)) {
            throw new BackupProblem(file + " cannot be read.");
        }
        ZipFile zip;
        try {
            zip = new ZipFile(file.toFile());
        } catch (IOException e) {
            throw new BackupProblem(file + " is no backup of the hub, or its end is missing.", e);
        }
        try {
            BackupFile backup = new BackupFile(file, zip, manifest(file, zip, sealer));
            for (Manifest.Table table : backup.manifest.tables()) {
                backup.demandUndamaged(table);
            }
            return backup;
        } catch (IOException e) {
            close(zip);
            throw new BackupProblem(file + " is damaged.", e);
        } catch (RuntimeException e) {
            close(zip);
            throw e;
        }
    }

    private static Manifest manifest(Path file, ZipFile zip, Sealer sealer) throws IOException {
        byte[] text = content(file, zip, Entries.MANIFEST);
        if (!MessageDigest.isEqual(
                bytes(file, zip, Entries.DIGEST), Entries.sha256().digest(text))) {
            throw new BackupProblem(file + " is damaged.");
        }
        if (!Entries.purpose(sealer).isHash(bytes(file, zip, Entries.MAC), text)) {
            throw new BackupProblem(file + " was written with another key-encryption key, or not by the hub: set"
                    + " STADTTOR_KEY_ENCRYPTION_KEY, or STADTTOR_KEY_ENCRYPTION_KEY_OLD, to the key of then.");
        }
        try {
            Manifest manifest = Json.read(new String(text, StandardCharsets.UTF_8), Manifest.class);
            if (manifest.format() == Manifest.FORMAT) {
                return manifest;
            }
        } catch (JacksonException e) {
            throw new BackupProblem(file + " was written by a newer hub; restore it with that version.", e);
        }
        throw new BackupProblem(file + " was written by a newer hub; restore it with that version.");
    }

    private static byte[] content(Path file, ZipFile zip, String name) throws IOException {
        ZipEntry entry = zip.getEntry(name);
        if (entry == null) {
            throw new BackupProblem(file + " is no backup of the hub.");
        }
        try (InputStream in = zip.getInputStream(entry)) {
            return in.readNBytes(LONGEST_MANIFEST);
        }
    }

    private static byte[] bytes(Path file, ZipFile zip, String name) throws IOException {
        String hex = new String(content(file, zip, name), StandardCharsets.US_ASCII).strip();
        try {
            return HexFormat.of().parseHex(hex);
        } catch (IllegalArgumentException e) {
            throw new BackupProblem(file + " is damaged.", e);
        }
    }

    private void demandUndamaged(Manifest.Table table) throws IOException {
        MessageDigest digest = Entries.sha256();
        try (InputStream in = new DigestInputStream(rows(table), digest)) {
            in.transferTo(OutputStream.nullOutputStream());
        }
        if (!Entries.hex(digest.digest()).equals(table.sha256())) {
            throw new BackupProblem(
                    file + " is damaged: what it holds of " + table.name() + " is not what was written.");
        }
    }

    Manifest manifest() {
        return manifest;
    }

    /** As COPY reads them; the caller closes it. */
    InputStream rows(Manifest.Table table) throws IOException {
        ZipEntry entry = zip.getEntry(Entries.rowsOf(table.name()));
        if (entry == null) {
            throw new BackupProblem(file + " is damaged: it lacks " + table.name() + ".");
        }
        return zip.getInputStream(entry);
    }

    @Override
    public void close() {
        close(zip);
    }

    private static void close(ZipFile zip) {
        try {
            zip.close();
        } catch (IOException e) {
            throw new IllegalStateException("a file that was read cannot be closed", e);
        }
    }
}
