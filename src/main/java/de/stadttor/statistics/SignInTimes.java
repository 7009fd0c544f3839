package de.stadttor.statistics;

import java.time.Duration;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * How long sign-ins took, in steps: enough to tell a percentile, and small however many there are. Immutable.
 */
final class SignInTimes {

    /** Upper ends of the steps, in seconds; what takes longer falls into one more. A sign-in may take half an hour. */
    private static final int[] UP_TO = {
        1, 2, 3, 4, 5, 6, 7, 8, 10, 12, 15, 20, 25, 30, 40, 50, 60, 90, 120, 180, 300, 600, 1_200, 1_800
    };

    static final int STEPS = UP_TO.length + 1;

    private final long[] counts;

    private SignInTimes(long[] counts) {
        this.counts = counts;
    }

    static SignInTimes none() {
        return new SignInTimes(new long[STEPS]);
    }

    /** The step that this time falls into: of {@link #STEPS}. */
    static int step(Duration took) {
        long milliseconds = Math.max(0, took.toMillis());
        int step = 0;
        while (step < UP_TO.length && milliseconds > UP_TO[step] * 1_000L) {
            step++;
        }
        return step;
    }

    /** With so many more in that step; a step that there is not is left out. */
    SignInTimes with(int step, long count) {
        if (step < 0 || step >= STEPS) {
            return this;
        }
        long[] more = counts.clone();
        more[step] += count;
        return new SignInTimes(more);
    }

    long count() {
        return Arrays.stream(counts).sum();
    }

    /**
     * The time within which this part of the sign-ins were done, taken as spread evenly within a step.
     *
     * @param part between 0 and 1
     * @return null where there are none
     */
    @Nullable
    Duration percentile(double part) {
        long all = count();
        if (all == 0) {
            return null;
        }
        double wanted = part * all;
        long before = 0;
        for (int step = 0; step < UP_TO.length; step++) {
            if (counts[step] > 0 && before + counts[step] >= wanted) {
                double low = step == 0 ? 0 : UP_TO[step - 1];
                double within = (wanted - before) / counts[step];
                return Duration.ofMillis(Math.round((low + within * (UP_TO[step] - low)) * 1_000));
            }
            before += counts[step];
        }
        return Duration.ofSeconds(UP_TO[UP_TO.length - 1]);
    }
}
