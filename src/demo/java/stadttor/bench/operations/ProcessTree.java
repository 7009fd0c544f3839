package stadttor.bench.operations;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A process and all that it started, by the operating system's accounting. */
public final class ProcessTree {

    /** As far as Linux keeps the names of the virtual machine's compiler threads. */
    private static final Set<String> COMPILERS = Set.of("C1 CompilerThre", "C2 CompilerThre");

    private final Path proc;
    private final long root;

    private ProcessTree(Path proc, long root) {
        this.proc = proc;
        this.root = root;
    }

    public static ProcessTree of(long root) {
        return of(Path.of("/proc"), root);
    }

    /** @param proc where the operating system shows its processes */
    static ProcessTree of(Path proc, long root) {
        return new ProcessTree(proc, root);
    }

    /**
     * What all of them have used so far; of one that has ended, its parent knows.
     *
     * @throws IllegalStateException where the process has ended
     */
    public Duration cpu() {
        Map<Long, ProcessStat> all = all();
        if (!all.containsKey(root)) {
            throw new IllegalStateException("process " + root + " has ended");
        }
        return all.values().stream()
                .filter(process -> belongs(process, all))
                .map(ProcessStat::cpu)
                .reduce(Duration.ZERO, Duration::plus);
    }

    /** What the just-in-time compiler of a Java process has used so far, as long as its threads live. */
    Duration compilers() {
        Duration used = Duration.ZERO;
        try (DirectoryStream<Path> threads = Files.newDirectoryStream(proc.resolve(root + "/task"), "[0-9]*")) {
            for (Path thread : threads) {
                ProcessStat stat = read(thread.resolve("stat"));
                if (stat != null && COMPILERS.contains(stat.name())) {
                    used = used.plus(stat.cpu());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return used;
    }

    private boolean belongs(ProcessStat process, Map<Long, ProcessStat> all) {
        ProcessStat at = process;
        // While it is read a number may be given anew: no walk is longer than there are processes.
        for (int steps = 0; at != null && steps <= all.size(); steps++) {
            if (at.id() == root) {
                return true;
            }
            at = all.get(at.parent());
        }
        return false;
    }

    private Map<Long, ProcessStat> all() {
        Map<Long, ProcessStat> all = new HashMap<>();
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(proc, "[0-9]*")) {
            for (Path folder : folders) {
                ProcessStat process = read(folder.resolve("stat"));
                if (process != null) {
                    all.put(process.id(), process);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return all;
    }

    /** Null for one that ended meanwhile. */
    private static @Nullable ProcessStat read(Path stat) throws IOException {
        try {
            return ProcessStat.parse(Files.readString(stat));
        } catch (NoSuchFileException e) {
            return null;
        } catch (IOException e) {
            // ESRCH: it ended between opening and reading.
            if (Files.exists(stat)) {
                throw e;
            }
            return null;
        }
    }
}
