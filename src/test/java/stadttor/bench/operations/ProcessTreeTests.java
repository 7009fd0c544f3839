package stadttor.bench.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessTreeTests {

    @TempDir
    Path proc = Path.of("");

    @Test
    void readsOwnTimeAndThatOfEndedChildren() {
        ProcessStat stat = ProcessStat.parse(line(7, "java", 3, 100, 20, 3, 4));

        assertThat(stat).isEqualTo(new ProcessStat(7, "java", 3, Duration.ofMillis(1270)));
    }

    @Test
    void readsANameWithSpacesAndParentheses() {
        assertThat(ProcessStat.parse(line(7, "a) R 1 (b c)", 3, 1, 0, 0, 0)).parent())
                .isEqualTo(3);
    }

    @Test
    void refusesALineThatIsNone() {
        assertThatThrownBy(() -> ProcessStat.parse("7 java S 3")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ProcessStat.parse("7 (java) S 3")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void addsUpAProcessWithItsDescendantsAndNobodyElse() throws IOException {
        process(line(1, "init", 0, 5000, 0, 0, 0));
        process(line(10, "postgres", 1, 10, 0, 0, 0));
        process(line(11, "postgres", 10, 0, 20, 0, 0));
        process(line(12, "worker", 11, 0, 0, 0, 30));
        process(line(20, "other", 1, 900, 0, 0, 0));
        Files.createDirectory(proc.resolve("99"));

        assertThat(ProcessTree.of(proc, 10).cpu()).isEqualTo(Duration.ofMillis(600));
    }

    @Test
    void refusesAProcessThatHasEnded() {
        ProcessTree gone = ProcessTree.of(proc, 10);

        assertThatThrownBy(gone::cpu).isInstanceOf(IllegalStateException.class).hasMessageContaining("10");
    }

    @Test
    void readsTheProcessesOfThisMachine() {
        ProcessTree own = ProcessTree.of(ProcessHandle.current().pid());

        assertThat(own.cpu()).isPositive();
    }

    @Test
    void tellsTheCompilersFromTheOtherThreads() throws IOException {
        process(line(10, "java", 1, 900, 0, 0, 0));
        thread(10, line(11, "C2 CompilerThre", 1, 30, 5, 0, 0));
        thread(10, line(12, "C1 CompilerThre", 1, 7, 0, 0, 0));
        thread(10, line(13, "http-nio-9000-P", 1, 300, 0, 0, 0));

        assertThat(ProcessTree.of(proc, 10).compilers()).isEqualTo(Duration.ofMillis(420));
    }

    @Test
    void findsTheCompilersOfAVirtualMachine() {
        assertThat(ProcessTree.of(ProcessHandle.current().pid()).compilers()).isPositive();
    }

    private void thread(int process, String line) throws IOException {
        Path folder = proc.resolve(process + "/task/" + line.substring(0, line.indexOf(' ')));
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("stat"), line);
    }

    private void process(String line) throws IOException {
        Path folder = proc.resolve(line.substring(0, line.indexOf(' ')));
        Files.createDirectory(folder);
        Files.writeString(folder.resolve("stat"), line);
    }

    private static String line(int id, String name, int parent, int user, int system, int childUser, int childSystem) {
        return "%d (%s) S %d 1 1 0 -1 4194560 5 6 7 8 %d %d %d %d 20 0 1 0 100 0 0\n"
                .formatted(id, name, parent, user, system, childUser, childSystem);
    }
}
