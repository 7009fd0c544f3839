package stadttor.bench.soak;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import stadttor.bench.operations.BenchProblem;
import stadttor.demo.RunningProgram;

/** The hub as the operating system sees it, and what its virtual machine tells about memory. */
final class HubProcess {

    private static final int PATIENCE_SECONDS = 60;

    private final long id;
    private final Path folder;

    /** @param folder where {@link #options} let the virtual machine write */
    HubProcess(long id, Path folder) {
        this.id = id;
        this.folder = folder;
    }

    /** What lets it tell about its collections. */
    static String options(Path folder) {
        return "-Xlog:gc:file=" + folder.resolve("gc.log") + ":uptime";
    }

    /** Resident memory in bytes. */
    long residentBytes() {
        return status("VmRSS:") * 1024;
    }

    /** The most that {@link #residentBytes} ever was. */
    long mostResidentBytes() {
        return status("VmHWM:") * 1024;
    }

    long threads() {
        return status("Threads:");
    }

    long openFiles() {
        try (Stream<Path> files = Files.list(Path.of("/proc", String.valueOf(id), "fd"))) {
            return files.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private long status(String name) {
        try (Stream<String> lines = Files.lines(Path.of("/proc", String.valueOf(id), "status"))) {
            return lines.filter(line -> line.startsWith(name))
                    .map(line -> line.substring(name.length()).strip().split(" ", 2)[0])
                    .mapToLong(Long::parseLong)
                    .findFirst()
                    .orElseThrow(() -> new BenchProblem("the system tells nothing of the hub's " + name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Collects everything, and tells how many bytes of the heap live. */
    long livingBytes() {
        Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        RunningProgram.start(
                        new ProcessBuilder(jcmd.toString(), String.valueOf(id), "GC.run"), folder.resolve("jcmd.log"))
                .awaitSuccess(PATIENCE_SECONDS);
        try (Stream<String> lines = Files.lines(folder.resolve("gc.log"))) {
            List<Long> full = lines.filter(line -> line.contains("Pause Full"))
                    .map(CollectionLine::afterBytes)
                    .toList();
            if (full.isEmpty()) {
                throw new BenchProblem("the virtual machine told of no full collection");
            }
            return full.getLast();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
