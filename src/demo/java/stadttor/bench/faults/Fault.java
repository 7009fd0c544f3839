package stadttor.bench.faults;

import java.time.Duration;
import java.util.Locale;
import java.util.function.Consumer;

/** What goes wrong, and how it ends. */
enum Fault {
    NODE_KILLED(
            "a node gets SIGKILL, and is started again later",
            0,
            stage -> stage.node().kill(),
            stage -> {}) {
        @Override
        boolean restore(Stage stage) {
            stage.node().startAgain();
            stage.node().awaitStart();
            return true;
        }
    },
    NODE_STANDS(
            "a node gets SIGSTOP, then SIGCONT",
            30,
            stage -> stage.node().stand(),
            stage -> stage.node().goOn()),
    POSTGRES_RESTART(
            "PostgreSQL is stopped (fast) and started",
            3,
            stage -> stage.postgres().stop(),
            stage -> stage.postgres().start()),
    POSTGRES_CRASH(
            "PostgreSQL is stopped (immediate, recovers from its log) and started",
            3,
            stage -> stage.postgres().crash(),
            stage -> stage.postgres().start()),
    LINE_CUT(
            "nothing gets through between a node and PostgreSQL, and nobody is told",
            20,
            stage -> stage.line().cut(),
            stage -> stage.line().mend()),
    PROVIDER_HANGS(
            "the provider takes connections and does not answer",
            15,
            stage -> stage.upstream().hang(),
            stage -> stage.upstream().answerAgain()),
    DISK_FULL(
            "PostgreSQL's disk is full, then there is room again; if it went meanwhile, it is started as by a supervisor",
            10,
            stage -> SmallDisk.under(stage.postgres()).fill(),
            stage -> {
                SmallDisk.under(stage.postgres()).clear();
                stage.postgres().start();
            });

    private final String what;
    private final int seconds;

    // Methods of the stage, without state.
    @SuppressWarnings("ImmutableEnumChecker")
    private final Consumer<Stage> begin;

    @SuppressWarnings("ImmutableEnumChecker")
    private final Consumer<Stage> end;

    Fault(String what, int seconds, Consumer<Stage> begin, Consumer<Stage> end) {
        this.what = what;
        this.seconds = seconds;
        this.begin = begin;
        this.end = end;
    }

    /** As the command line has it. */
    String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    String what() {
        return what;
    }

    /** How long it lasts where nothing else is said; zero for what is over as it happens. */
    Duration duration() {
        return Duration.ofSeconds(seconds);
    }

    boolean isMoment() {
        return seconds == 0;
    }

    void begin(Stage stage) {
        begin.accept(stage);
    }

    void end(Stage stage) {
        end.accept(stage);
    }

    /**
     * Does what is left to do once everything works again without it.
     *
     * @return whether there was anything
     */
    boolean restore(Stage stage) {
        return false;
    }
}
