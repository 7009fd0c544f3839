package stadttor.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/** Where the demo finds the project and keeps what it unpacked. */
public final class Folders {

    private Folders() {}

    /** The project's folder: told by the command {@code ./stadttor}, else the folder that this was started in. */
    public static Path project() {
        return Path.of(Optional.ofNullable(System.getProperty("stadttor.home")).orElse(""))
                .toAbsolutePath()
                .normalize();
    }

    /**
     * What is downloaded and unpacked once and shared by demo and tests; nothing that runs writes into it.
     * {@code STADTTOR_CACHE} moves it.
     */
    public static Path cache() {
        return Optional.ofNullable(System.getenv("STADTTOR_CACHE"))
                .filter(value -> !value.isBlank())
                .map(value -> Path.of(value).toAbsolutePath())
                .orElseGet(() -> project().resolve(".cache"));
    }

    /** Fills a folder of the cache once: of two programs that try at the same time, one waits for the other. */
    static Path cached(String name, Filling filling) {
        Path folder = cache().resolve(name);
        if (Files.isDirectory(folder)) {
            return folder;
        }
        try {
            Files.createDirectories(cache());
            try (FileChannel lock = FileChannel.open(
                    cache().resolve(name + ".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                lock.lock();
                return filled(folder, filling);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Made beside its place and moved there when complete: what is interrupted leaves nothing half done. */
    private static Path filled(Path folder, Filling filling) throws IOException {
        if (Files.isDirectory(folder)) {
            return folder;
        }
        Path unfinished = Files.createTempDirectory(cache(), folder.getFileName() + ".unfinished-");
        try {
            filling.into(unfinished);
            unfinished.toFile().setReadable(true, false);
            unfinished.toFile().setExecutable(true, false);
            return Files.move(unfinished, folder, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException | RuntimeException e) {
            delete(unfinished);
            throw e;
        }
    }

    /** Deletes a folder with all that it holds; does nothing where there is none. */
    public static void delete(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Puts the whole content into an empty folder. */
    @FunctionalInterface
    interface Filling {
        void into(Path folder) throws IOException;
    }
}
