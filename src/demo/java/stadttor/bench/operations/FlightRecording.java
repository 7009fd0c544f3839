package stadttor.bench.operations;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedMethod;
import jdk.jfr.consumer.RecordingFile;
import stadttor.demo.RunningProgram;

/** Java Flight Recorder in another process, told by {@code jcmd}: what its threads do while they use the CPU. */
final class FlightRecording {

    private static final String EVENT = "jdk.CPUTimeSample";
    private static final int PATIENCE_SECONDS = 60;

    private final long process;
    private final Path folder;

    /** @param folder for what is recorded */
    FlightRecording(long process, Path folder) {
        this.process = process;
        this.folder = folder;
    }

    /** Records while something runs. */
    List<Stack> during(Runnable work) {
        Path file = folder.resolve("recording.jfr");
        try {
            Files.createDirectories(folder);
            Files.deleteIfExists(file);
            tell("JFR.start", "name=bench", "settings=profile", EVENT + "#enabled=true", EVENT + "#throttle=2ms");
            work.run();
            tell("JFR.stop", "name=bench", "filename=" + file);
            return stacks(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void tell(String... command) {
        List<String> line = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(), String.valueOf(process)));
        line.addAll(List.of(command));
        RunningProgram.start(new ProcessBuilder(line), folder.resolve("jcmd.log"))
                .awaitSuccess(PATIENCE_SECONDS);
    }

    private static List<Stack> stacks(Path file) throws IOException {
        List<Stack> stacks = new ArrayList<>();
        try (RecordingFile recording = new RecordingFile(file)) {
            while (recording.hasMoreEvents()) {
                RecordedEvent event = recording.readEvent();
                if (event.getEventType().getName().equals(EVENT) && event.getStackTrace() != null) {
                    stacks.add(new Stack(event.getStackTrace().getFrames().stream()
                            .filter(RecordedFrame::isJavaFrame)
                            .map(frame -> method(frame.getMethod()))
                            .toList()));
                }
            }
        }
        return stacks;
    }

    private static Stack.Method method(RecordedMethod method) {
        return new Stack.Method(method.getType().getName(), method.getName());
    }
}
