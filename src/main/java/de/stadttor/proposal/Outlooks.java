package de.stadttor.proposal;

import de.stadttor.access.RuleSets;
import de.stadttor.platform.Actor;
import de.stadttor.proposal.Outlook.Trouble;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/**
 * What proposals would do, found out in the background and kept by this node for a few minutes, so that a page can show
 * how far it is, and turning its pages asks nobody anew. Only to look at: each step finds the effect out by itself.
 */
@Component
public class Outlooks implements DisposableBean {

    private static final Logger LOG = LoggerFactory.getLogger(Outlooks.class);
    private static final Duration LIFE = Duration.ofMinutes(10);
    private static final Duration LIFE_OF_TROUBLE = Duration.ofSeconds(5);
    private static final int THREADS = 3;
    private static final int MOST_WAITING = 20;
    private static final int MOST_KEPT = 40;
    private static final long MOST_ROWS = 200_000;

    private final Proposals proposals;
    private final Previews previews;
    private final RuleSets ruleSets;
    private final Standing standing;
    private final Clock clock;
    private final Map<UUID, OutlookRun> kept = new LinkedHashMap<>(16, 0.75f, true);
    private final ExecutorService threads = new ThreadPoolExecutor(
            THREADS,
            THREADS,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(MOST_WAITING),
            Thread.ofPlatform().daemon().name("outlook-", 0).factory());

    Outlooks(Proposals proposals, Previews previews, RuleSets ruleSets, Standing standing, Clock clock) {
        this.proposals = proposals;
        this.previews = previews;
        this.ruleSets = ruleSets;
        this.standing = standing;
        this.clock = clock;
    }

    /**
     * What is known; begins to find it out where that is nothing, or where the rules or the proposal have changed.
     *
     * @param patience how long to wait for the end
     * @throws de.stadttor.platform.NotAllowed for those who only look
     * @throws NoSuchProposal also where the actor may not know of it
     */
    public Outlook look(Actor given, UUID id, Duration patience) {
        Actor actor = standing.now(given);
        Proposal proposal = proposals.find(actor, id);
        previews.demandHand(actor, proposal.provider());
        OutlookRun run = run(proposal);
        boolean ended = run.await(patience);
        LOG.debug("proposal {}: {}", id, ended ? "found out" : "being found out");
        return run.told(judged -> previews.shown(
                actor, proposal.provider(), proposal.changes(), proposal.needs(), proposal.sources(), judged));
    }

    /** The next look finds it out anew; the actor has seen it. */
    public void forget(UUID id) {
        synchronized (kept) {
            OutlookRun run = kept.get(id);
            if (run != null && run.isDone()) {
                run.age();
            }
        }
    }

    private OutlookRun run(Proposal proposal) {
        long version = ruleSets.version(proposal.provider());
        synchronized (kept) {
            OutlookRun run = kept.get(proposal.id());
            if (run != null && run.isOf(proposal) && !isOver(run, version)) {
                return run;
            }
            OutlookRun next = new OutlookRun(
                    proposal, clock.instant(), run != null && run.isOf(proposal) ? run.effect() : null, previews);
            kept.put(proposal.id(), next);
            try {
                threads.execute(next);
            } catch (RejectedExecutionException e) {
                next.fail(Trouble.BUSY);
            }
            makeRoom(proposal.id());
            return next;
        }
    }

    private boolean isOver(OutlookRun run, long version) {
        if (!run.isDone()) {
            return false;
        }
        Instant now = clock.instant();
        Duration life = run.hasFailed() ? LIFE_OF_TROUBLE : LIFE;
        return run.isAged() || run.beganAt().plus(life).isBefore(now) || !run.isAbout(version);
    }

    /** Those that nobody has looked at for longest go first. */
    private void makeRoom(UUID newest) {
        long rows = kept.values().stream().mapToLong(OutlookRun::rows).sum();
        Iterator<Map.Entry<UUID, OutlookRun>> eldest = kept.entrySet().iterator();
        while (eldest.hasNext() && (kept.size() > MOST_KEPT || rows > MOST_ROWS)) {
            Map.Entry<UUID, OutlookRun> one = eldest.next();
            if (one.getValue().isDone() && !one.getKey().equals(newest)) {
                rows -= one.getValue().rows();
                eldest.remove();
            }
        }
    }

    @Override
    public void destroy() {
        threads.shutdownNow();
    }
}
