package stadttor.bench.scale;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import stadttor.bench.operations.BenchProblem;
import stadttor.bench.operations.Browser;
import stadttor.bench.operations.Contender;
import stadttor.bench.operations.Conversation;
import stadttor.bench.operations.Crew;
import stadttor.bench.operations.Http;
import stadttor.bench.operations.HubProgram;
import stadttor.bench.operations.MeasuredDatabase;
import stadttor.bench.operations.Meter;
import stadttor.bench.operations.Operation;
import stadttor.bench.operations.TokenCheck;
import stadttor.bench.operations.Upstream;
import stadttor.bench.operations.Window;

/** A hub with a database of its own that holds much, and a crew of visitors. */
public final class FilledHub implements AutoCloseable {

    private static final int CONCURRENCY = 8;
    private static final int VERIFY_ONE_OF = 50;

    private final World world;
    private final HubProgram program;
    private final Contender hub;
    private final MeasuredDatabase postgres;
    private final Meter meter;
    private final Crew<Visitor> crew;

    private FilledHub(
            World world, HubProgram program, Contender hub, MeasuredDatabase postgres, List<Visitor> visitors) {
        this.world = world;
        this.program = program;
        this.hub = hub;
        this.postgres = postgres;
        this.meter = new Meter(hub.process(), postgres);
        this.crew = new Crew<>(visitors);
    }

    /**
     * Returns when it runs and its store is filled.
     *
     * @param database is created
     * @param folder of this hub alone, for logs
     * @param machine options of its virtual machine
     */
    public static FilledHub start(
            MeasuredDatabase postgres,
            String database,
            Upstream upstream,
            Http http,
            Path folder,
            List<String> machine,
            World world) {
        postgres.create(database);
        HubProgram program = new HubProgram(postgres, database, upstream, folder);
        Contender hub = program.start(http, machine).getFirst();
        TokenCheck check = new TokenCheck(hub.server(), http, VERIFY_ONE_OF);
        String provider = upstream.issuer().substring("http://".length());
        try (Connection connection = postgres.connection(database)) {
            Fill fill = new Fill(connection, world);
            fill.applications(hub.server().application().secret());
            Browser model = new Browser(http);
            model.give(provider, Upstream.PERSON_COOKIE, String.valueOf(Fill.MODEL));
            new Conversation(hub.server(), http, check, model, null).authorize();
            StoredPeople people = fill.people();
            return new FilledHub(
                    world,
                    program,
                    hub,
                    postgres,
                    IntStream.range(0, CONCURRENCY)
                            .mapToObj(number ->
                                    new Visitor(hub.server(), http, check, provider, people, number, CONCURRENCY))
                            .toList());
        } catch (SQLException e) {
            throw new BenchProblem("the store cannot be filled: " + e.getMessage(), e);
        }
    }

    void walkApplications() {
        crew.once(Visitor::walkApplications);
    }

    /** Unmeasured. */
    public void warmUp(Operation operation, Duration time) {
        crew.once(visitor -> visitor.prepare(operation));
        crew.during(time, visitor -> visitor.perform(operation));
    }

    Window measure(Operation operation, Duration time) {
        crew.once(visitor -> visitor.prepare(operation));
        return meter.during(() -> crew.during(time, visitor -> visitor.perform(operation)));
    }

    /**
     * How many decisions are stored. While nothing is changed nobody is decided about anew: more of them would show that
     * what was filled in is not what the hub itself would have written.
     */
    long decisions() {
        try (Connection connection = postgres.connection(hub.database());
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select count(*) from decision")) {
            rows.next();
            return rows.getLong(1);
        } catch (SQLException e) {
            throw new BenchProblem("the store cannot be read", e);
        }
    }

    public World world() {
        return world;
    }

    public Contender contender() {
        return hub;
    }

    public HubProgram program() {
        return program;
    }

    public Crew<Visitor> crew() {
        return crew;
    }

    @Override
    public void close() {
        crew.close();
        program.end();
    }
}
