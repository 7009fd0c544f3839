package de.stadttor.statistics;

import de.stadttor.platform.Actor;
import de.stadttor.platform.NotAllowed;
import java.time.LocalDate;
import org.springframework.stereotype.Component;

/** How sign-ins of a provider's people go, for those who may see its decisions. */
@Component
public class Statistics {

    /** So many days can be looked at. */
    public static final int MOST_DAYS = 90;

    private final DayCounts counts;

    Statistics(DayCounts counts) {
        this.counts = counts;
    }

    /**
     * @param days how many, today included; from 1 to {@link #MOST_DAYS}
     * @throws NotAllowed unless the actor reads what belongs to this provider
     */
    public SignInStatistics signIns(String provider, int days, Actor actor) {
        demandSight(provider, actor);
        if (days < 1 || days > MOST_DAYS) {
            throw new IllegalArgumentException("from 1 to " + MOST_DAYS + " days");
        }
        LocalDate today = counts.today();
        LocalDate first = today.minusDays(days - 1L);
        return SignInStatistics.of(provider, first, today, counts.since(provider, first));
    }

    static void demandSight(String provider, Actor actor) {
        if (!actor.reads(provider)) {
            throw new NotAllowed("this needs the role provider-admin or auditor of the provider, or operator");
        }
    }
}
