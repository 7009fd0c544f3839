package stadttor.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** The demo's data folder, held by one demo at a time. */
final class DemoData implements AutoCloseable {

    private static final List<String> CONTENT = List.of("postgres", "keycloak", "secrets", "addresses", "logs");

    private final Path folder;
    private final FileChannel lockFile;

    private DemoData(Path folder, FileChannel lockFile) {
        this.folder = folder;
        this.lockFile = lockFile;
    }

    /**
     * Takes the folder, and ends what a demo that was killed left running on it.
     *
     * @throws DemoProblem where another demo holds it
     */
    static DemoData take(Path folder) {
        try {
            Files.createDirectories(folder);
            FileChannel channel =
                    FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock;
            try {
                lock = channel.tryLock();
            } catch (OverlappingFileLockException e) {
                lock = null;
            }
            if (lock == null) {
                channel.close();
                throw new DemoProblem("A demo is running on the data folder " + folder
                        + ": stop it first, or set STADTTOR_DEMO_DATA to another folder.");
            }
            DemoData data = new DemoData(folder, channel);
            Path postgres = data.postgres().resolve("data");
            RunningProgram.stopLeftOver(postgres.resolve("postmaster.pid"), postgres);
            RunningProgram.stopLeftOver(data.keycloak().resolve("pid"), data.keycloak());
            return data;
        } catch (IOException e) {
            throw new DemoProblem("The data folder " + folder + " cannot be used: " + e.getMessage(), e);
        }
    }

    /** Forgets everything of earlier runs. */
    void clear() {
        CONTENT.forEach(name -> Folders.delete(folder.resolve(name)));
    }

    Path folder() {
        return folder;
    }

    Path postgres() {
        return folder.resolve("postgres");
    }

    Path keycloak() {
        return folder.resolve("keycloak");
    }

    Path log(String name) {
        try {
            return Files.createDirectories(folder.resolve("logs")).resolve(name + ".log");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        lockFile.close();
    }
}
