package stadttor.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunningProgramTests {

    /**
     * With virtual ones the demo's hub stopped for good, minutes after its start: see {@link RunningProgram#start}.
     * This lists platform threads alone.
     */
    @Test
    void waitsForOutputInAPlatformThread(@TempDir Path folder) {
        RunningProgram program = RunningProgram.start(new ProcessBuilder("sleep", "600"), folder.resolve("log"));
        try {
            assertThat(Thread.getAllStackTraces().keySet())
                    .extracting(Thread::getName)
                    .contains("log of sleep");
        } finally {
            program.stop("KILL");
        }
    }

    @Test
    void awaitsALineThatWasWrittenAlready(@TempDir Path folder) {
        RunningProgram program =
                RunningProgram.start(new ProcessBuilder("sh", "-c", "echo ready; sleep 600"), folder.resolve("log"));
        try {
            program.awaitLine("ready", 30);
            program.awaitLine("ready", 30);

            assertThat(program.isAlive()).isTrue();
        } finally {
            program.stop("KILL");
        }
    }
}
