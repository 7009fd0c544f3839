package stadttor.bench.faults;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import stadttor.bench.operations.BenchProblem;
import stadttor.demo.EmbeddedPostgres;

/**
 * A file system of its own for PostgreSQL, which can be filled to the last byte. It lies in memory: what PostgreSQL wrote
 * survives its own end, and that is all this is about.
 */
final class SmallDisk implements AutoCloseable {

    private static final String SIZE = "size=512m";
    private static final String FILLING = "filling";

    private final Path folder;

    private SmallDisk(Path folder) {
        this.folder = folder;
    }

    /** @throws BenchProblem where this machine does not let it be mounted */
    static SmallDisk mount(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        run(List.of("mount", "-t", "tmpfs", "-o", SIZE, "stadttor-faults", folder.toString()));
        return new SmallDisk(folder);
    }

    /** The one that its data lie on. */
    static SmallDisk under(EmbeddedPostgres postgres) {
        return new SmallDisk(Objects.requireNonNull(postgres.log().getParent()));
    }

    Path folder() {
        return folder;
    }

    void fill() {
        byte[] much = new byte[1 << 16];
        try (OutputStream out = Files.newOutputStream(folder.resolve(FILLING))) {
            while (true) {
                out.write(much);
            }
        } catch (IOException e) {
            // It is full, which is what was wanted.
        }
    }

    void clear() {
        try {
            Files.deleteIfExists(folder.resolve(FILLING));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void run(List<String> command) {
        try {
            if (new ProcessBuilder(command).inheritIO().start().waitFor() != 0) {
                throw new BenchProblem("This machine lets nobody mount a small disk: " + String.join(" ", command));
            }
        } catch (IOException e) {
            throw new BenchProblem("This machine has no program to mount a small disk with.", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchProblem("interrupted", e);
        }
    }

    @Override
    public void close() {
        run(List.of("umount", folder.toString()));
    }
}
