package stadttor.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Measures the CPU time of this thread, so that what else runs on the machine hardly matters. */
public final class Rounds {

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private Rounds() {}

    /**
     * The median of each of the things, which take turns; the first rounds, in which Java warms up, do not count.
     *
     * @param rounds how many count
     */
    public static List<Duration> medians(int warmUps, int rounds, List<Runnable> things) {
        List<List<Long>> nanos = new ArrayList<>();
        things.forEach(thing -> nanos.add(new ArrayList<>()));
        for (int round = 0; round < warmUps + rounds; round++) {
            for (int i = 0; i < things.size(); i++) {
                long start = THREADS.getCurrentThreadCpuTime();
                things.get(i).run();
                if (round >= warmUps) {
                    nanos.get(i).add(THREADS.getCurrentThreadCpuTime() - start);
                }
            }
        }
        return nanos.stream()
                .map(times -> times.stream().sorted().toList().get(times.size() / 2))
                .map(Duration::ofNanos)
                .toList();
    }
}
