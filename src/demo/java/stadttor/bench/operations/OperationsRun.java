package stadttor.bench.operations;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import stadttor.demo.Folders;
import stadttor.demo.KeycloakDistribution;

/** Starts everybody, lets them take turns, and ends them. */
final class OperationsRun {

    private static final int CONNECTIONS = 16;

    /** In the few seconds of a round there are too few looks at a thread to tell one per cent from two. */
    private static final Duration PROFILED = Duration.ofSeconds(20);

    private final Scope scope;
    private final boolean profile;
    private final PrintStream out;
    private final Path folder = Folders.project().resolve("target/bench");
    private final Path reports = Folders.project().resolve("docs/benchmarks");

    OperationsRun(Scope scope, boolean profile, PrintStream out) {
        this.scope = scope;
        this.profile = profile;
        this.out = out;
    }

    /** Whether each goal is met, or a record says why not. */
    boolean run() {
        Folders.delete(folder);
        try {
            Files.createDirectories(folder);
            Files.createDirectories(reports);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        out.println("· starting PostgreSQL");
        try (MeasuredDatabase postgres = MeasuredDatabase.start(folder.resolve("postgres"));
                Upstream upstream = Upstream.start();
                Http http = new Http(CONNECTIONS)) {
            return measure(postgres, http, contenders(postgres, upstream, http));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<Contender> contenders(MeasuredDatabase postgres, Upstream upstream, Http http) {
        List<Contender> contenders = new ArrayList<>();
        if (scope.holds("hub")) {
            out.println("· starting the hub");
            contenders.addAll(new HubProgram(postgres, upstream, folder).start(http, profile));
        }
        if (scope.holds("keycloak")) {
            Path distribution = new KeycloakDistribution(step -> out.println("· " + step)).forPostgres();
            out.println("· starting Keycloak (makes its tables first)");
            contenders.add(new KeycloakProgram(postgres, upstream, folder).start(http, distribution));
        }
        if (scope.holds("spring")) {
            out.println("· starting Spring's authorization server");
            contenders.add(new SpringProgram(postgres, upstream, folder).start(http));
        }
        return contenders;
    }

    private boolean measure(MeasuredDatabase postgres, Http http, List<Contender> contenders) throws IOException {
        List<Station> stations = contenders.stream()
                .map(contender -> new Station(contender, postgres, http))
                .toList();
        try {
            Results results = new Turns(stations, scope, out).take();
            String text = new Report(results).text();
            out.println();
            out.print(text);
            Files.writeString(
                    reports.resolve("latest.md"),
                    "# What the operations cost\n\n" + LocalDate.now(Clock.systemUTC())
                            + ", by `./stadttor bench operations`: " + scope.rounds() + " rounds of "
                            + scope.time().toSeconds() + " s, 8 at a time, after at most "
                            + scope.warmUp().toSeconds()
                            + " s each to warm up.\n\n" + Machine.description(postgres.version()) + "\n" + text);
            if (profile) {
                stations.stream()
                        .filter(station -> station.contender().name().equals(Results.JUDGED))
                        .forEach(station -> profile(station, results));
            }
            return results.unexplained().isEmpty();
        } finally {
            stations.forEach(Station::close);
        }
    }

    private void profile(Station hub, Results results) {
        FlightRecording recording = new FlightRecording(hub.contender().process(), folder);
        for (Operation operation : scope.operations()) {
            out.println("· profiling " + operation.label());
            List<Stack> stacks = hub.recorded(operation, PROFILED, recording);
            Path file = reports.resolve("profile-" + operation.fileName() + ".md");
            try {
                Files.writeString(
                        file,
                        "# Where the time of the hub goes: " + operation.label() + "\n\nBy `./stadttor bench operations"
                                + " --profile`: the threads of the hub, looked at every 2 ms of their CPU time, or as"
                                + " seldom as the kernel's clock ticks. The compiler and the collector are not among them.\n\n"
                                + results.of(Results.JUDGED, operation)
                                        .map(Report::perOperation)
                                        .orElse("")
                                + new Profile(stacks).text()
                                + "\n## What the database is asked\n\n"
                                + Report.statements(hub.statements(operation)));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
