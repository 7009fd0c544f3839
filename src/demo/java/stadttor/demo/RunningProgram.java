package stadttor.demo;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** A program that this one started: its output goes into a log file, and it never outlives {@link #stop}. */
public final class RunningProgram {

    private static final int LINES_IN_AN_ERROR = 5;

    private static final Set<RunningProgram> RUNNING = ConcurrentHashMap.newKeySet();
    private static volatile boolean ending;

    private final String name;
    private final Path log;
    private final Process process;
    private final Deque<String> lastLines = new ArrayDeque<>();
    private final ConcurrentHashMap<String, CompletableFuture<Void>> awaited = new ConcurrentHashMap<>();
    private final CompletableFuture<Void> outputEnded = new CompletableFuture<>();

    private RunningProgram(String name, Path log, Process process) {
        this.name = name;
        this.log = log;
        this.process = process;
    }

    /**
     * @param log what the program writes is added to it
     * @throws DemoProblem where it cannot be run
     */
    public static RunningProgram start(ProcessBuilder command, Path log) {
        List<String> line = command.command();
        try {
            Process process = command.redirectErrorStream(true).start();
            process.getOutputStream().close();
            RunningProgram program = new RunningProgram(programName(line), log, process);
            RUNNING.add(program);
            if (ending) {
                program.stop("KILL");
                throw new DemoProblem("The demo is being stopped.");
            }
            // A virtual thread that waits for a pipe holds on to its carrier, and the spare one that the JDK lends
            // meanwhile goes when it was idle for half a minute: on two cores, two such threads stop the hub for good.
            Thread.ofPlatform().daemon().name("log of " + program.name).start(program::copyOutput);
            return program;
        } catch (IOException e) {
            throw new DemoProblem("Cannot run " + line.getFirst() + ": " + e.getMessage(), e);
        }
    }

    private static String programName(List<String> line) {
        String program = line.contains("io.quarkus.bootstrap.runner.QuarkusEntryPoint")
                ? "keycloak"
                : line.get(line.indexOf("--") + 1);
        return String.valueOf(Path.of(program).getFileName());
    }

    private void copyOutput() {
        try (BufferedReader in = process.inputReader(StandardCharsets.UTF_8);
                BufferedWriter out =
                        Files.newBufferedWriter(log, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                out.write(line);
                out.newLine();
                out.flush();
                remember(line);
            }
        } catch (IOException e) {
            remember(String.valueOf(e.getMessage()));
        } finally {
            outputEnded.complete(null);
            awaited.values().forEach(line -> line.completeExceptionally(new IOException(name + " ended")));
        }
    }

    private void remember(String line) {
        synchronized (lastLines) {
            lastLines.addLast(line);
            if (lastLines.size() > LINES_IN_AN_ERROR * 20) {
                lastLines.removeFirst();
            }
            awaited.forEach((text, found) -> {
                if (line.contains(text)) {
                    found.complete(null);
                }
            });
        }
    }

    /**
     * Returns when the program has written a line that holds this text, be it before this call.
     *
     * @throws DemoProblem where it ends before, or takes longer
     */
    public void awaitLine(String text, int seconds) {
        CompletableFuture<Void> found = new CompletableFuture<>();
        synchronized (lastLines) {
            awaited.put(text, found);
            if (lastLines.stream().anyMatch(line -> line.contains(text))) {
                found.complete(null);
            }
        }
        if (outputEnded.isDone()) {
            found.completeExceptionally(new IOException(name + " ended"));
        }
        await(found, seconds);
    }

    /**
     * Returns when the program has ended well.
     *
     * @throws DemoProblem where it failed, or takes longer
     */
    public void awaitSuccess(int seconds) {
        await(process.onExit().thenCombine(outputEnded, (ended, output) -> ended), seconds);
        RUNNING.remove(this);
        if (process.exitValue() != 0) {
            throw problem("failed");
        }
    }

    private void await(CompletableFuture<?> event, int seconds) {
        try {
            event.get(seconds, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw problem("ended early");
        } catch (TimeoutException e) {
            stop("KILL");
            throw problem("was not ready within " + seconds + " s");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stop("KILL");
            throw new DemoProblem("Interrupted while waiting for " + name + ".", e);
        }
    }

    private DemoProblem problem(String what) {
        synchronized (lastLines) {
            String last = String.join(
                    " | ",
                    lastLines.stream()
                            .skip(Math.max(0, lastLines.size() - LINES_IN_AN_ERROR))
                            .toList());
            return new DemoProblem(name + " " + what + "; its log " + log + " ends with: " + last);
        }
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    public long pid() {
        return process.pid();
    }

    /**
     * Ends the program that an earlier run of this one left behind when it was killed. The process id in the file may
     * belong to anybody by now, therefore only a process that works in that folder is taken for it.
     */
    static void stopLeftOver(Path pidFile, Path workingFolder) throws IOException {
        if (!Files.exists(pidFile)) {
            return;
        }
        String first = Files.readString(pidFile).lines().findFirst().orElse("").trim();
        if (first.matches("[0-9]{1,10}") && worksIn(Long.parseLong(first), workingFolder)) {
            long pid = Long.parseLong(first);
            ProcessHandle.of(pid).ifPresent(left -> {
                signal(pid, "INT");
                left.onExit().orTimeout(30, TimeUnit.SECONDS).join();
            });
        }
        Files.deleteIfExists(pidFile);
    }

    private static boolean worksIn(long pid, Path folder) {
        try {
            return Files.readSymbolicLink(Path.of("/proc", String.valueOf(pid), "cwd"))
                    .equals(folder.toRealPath());
        } catch (IOException e) {
            return false;
        }
    }

    /** Ends all that run, and whatever is started from now on. */
    public static void stopAll() {
        ending = true;
        RUNNING.forEach(program -> signal(program.process.pid(), program.endSignal()));
        RUNNING.forEach(program -> program.stop(program.endSignal()));
    }

    /** PostgreSQL would wait for its clients at SIGTERM. */
    private String endSignal() {
        return name.equals("postgres") ? "INT" : "TERM";
    }

    /**
     * Sends a signal and does not wait.
     *
     * @param name as {@code kill} knows it, {@code STOP} for instance
     */
    public void signal(String name) {
        signal(process.pid(), name);
    }

    /** Sends the signal, waits, and after 20 s ends the program and all that it started the hard way. */
    public void stop(String signal) {
        List<ProcessHandle> descendants;
        try (Stream<ProcessHandle> stream = process.descendants()) {
            descendants = stream.toList();
        }
        if (process.isAlive()) {
            signal(process.pid(), signal);
        }
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        descendants.forEach(ProcessHandle::destroyForcibly);
        RUNNING.remove(this);
    }

    /** @param name as {@code kill} knows it, {@code INT} for instance */
    static void signal(long pid, String name) {
        try {
            // The shell's own kill: a slim image has no program of that name.
            new ProcessBuilder("sh", "-c", "kill -" + name + " " + pid)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
