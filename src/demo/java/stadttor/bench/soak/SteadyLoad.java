package stadttor.bench.soak;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import stadttor.bench.operations.Crew;
import stadttor.bench.operations.Operation;
import stadttor.bench.scale.Visitor;

/** All operations mixed: refreshes most, sign-ins least, as through a working day. */
final class SteadyLoad {

    static final List<Operation> MIX = List.of(
            Operation.REFRESH,
            Operation.INTROSPECTION,
            Operation.USERINFO,
            Operation.CLIENT_CREDENTIALS,
            Operation.REFRESH,
            Operation.SSO,
            Operation.INTROSPECTION,
            Operation.REFRESH,
            Operation.USERINFO,
            Operation.SIGN_IN,
            Operation.REFRESH,
            Operation.CLIENT_CREDENTIALS,
            Operation.SSO,
            Operation.INTROSPECTION,
            Operation.REFRESH,
            Operation.USERINFO);

    private final Crew<Visitor> crew;
    private final AtomicLong begun = new AtomicLong();

    SteadyLoad(Crew<Visitor> crew) {
        this.crew = crew;
        crew.once(visitor -> visitor.prepare(Operation.INTROSPECTION));
    }

    /** As fast as it goes; returns how many a second there were. */
    double flatOut(Duration time) {
        return crew.during(time, this::next) * 1e9 / time.toNanos();
    }

    /**
     * So many a second, evenly; who is late makes up for it.
     *
     * @return how many there were
     */
    long steady(Duration time, double rate) {
        long start = System.nanoTime();
        long first = begun.get();
        return crew.during(time, visitor -> {
            long number = begun.getAndIncrement();
            pauseUntil(start + (long) ((number - first) * 1e9 / rate), start + time.toNanos());
            visitor.perform(MIX.get((int) (number % MIX.size())));
        });
    }

    /** How many were begun so far. */
    long begun() {
        return begun.get();
    }

    private void next(Visitor visitor) {
        visitor.perform(MIX.get((int) (begun.getAndIncrement() % MIX.size())));
    }

    private static void pauseUntil(long moment, long end) {
        long nanos = Math.min(moment, end) - System.nanoTime();
        if (nanos > 0) {
            try {
                Thread.sleep(Duration.ofNanos(nanos));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
