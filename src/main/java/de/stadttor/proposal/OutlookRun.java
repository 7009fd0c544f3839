package de.stadttor.proposal;

import de.stadttor.access.Effect;
import de.stadttor.access.InvalidRules;
import de.stadttor.person.StaffUnavailable;
import de.stadttor.proposal.Outlook.Trouble;
import de.stadttor.proposal.Previews.Judged;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds out once what a proposal would do, and keeps it. */
final class OutlookRun implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(OutlookRun.class);

    private final Proposal proposal;
    private final Instant beganAt;
    private final @Nullable Effect earlier;
    private final Previews previews;
    private final CountDownLatch done = new CountDownLatch(1);
    private volatile long read;
    private volatile long expected;
    private volatile boolean aged;
    private volatile @Nullable Judged judged;
    private volatile @Nullable Trouble trouble;

    /**
     * @param earlier what came out the time before; null where nobody knows
     */
    OutlookRun(Proposal proposal, Instant beganAt, @Nullable Effect earlier, Previews previews) {
        this.proposal = proposal;
        this.beganAt = beganAt;
        this.earlier = earlier;
        this.previews = previews;
    }

    @Override
    public void run() {
        try {
            judged = previews.judge(proposal.provider(), proposal.changes(), proposal.sources(), (now, all) -> {
                read = now;
                expected = all;
            });
            done.countDown();
        } catch (StaffUnavailable e) {
            fail(Trouble.STAFF_AWAY);
        } catch (InvalidRules e) {
            fail(Trouble.RULES_INVALID);
        } catch (RuntimeException e) {
            LOG.warn("the effect of proposal {} could not be found out", proposal.id(), e);
            fail(Trouble.FAILED);
        }
    }

    void fail(Trouble why) {
        trouble = why;
        done.countDown();
    }

    /** Whether it came to its end. */
    boolean await(Duration patience) {
        try {
            return done.await(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return isDone();
        }
    }

    Outlook told(Function<Judged, Preview> shown) {
        Judged found = judged;
        return new Outlook(found == null ? null : shown.apply(found), beganAt, earlier, read, expected, trouble);
    }

    /** Whether it is about this very change, for these sources of staff. */
    boolean isOf(Proposal other) {
        return proposal.changesHash().equals(other.changesHash())
                && proposal.sources().equals(other.sources());
    }

    /** Whether it was compared with the rules of that version, or failed before it was. */
    boolean isAbout(long version) {
        Judged found = judged;
        return found == null || found.version() == version;
    }

    /** Serves nobody any more but as the earlier one. */
    void age() {
        aged = true;
    }

    boolean isAged() {
        return aged;
    }

    boolean isDone() {
        return done.getCount() == 0;
    }

    boolean hasFailed() {
        return trouble != null;
    }

    Instant beganAt() {
        return beganAt;
    }

    @Nullable
    Effect effect() {
        Judged found = judged;
        return found == null ? earlier : found.effect();
    }

    long rows() {
        Judged found = judged;
        long rows = found == null ? 0 : found.effect().rows().size();
        return earlier == null ? rows : rows + earlier.rows().size();
    }
}
