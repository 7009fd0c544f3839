package de.stadttor.keys;

import de.stadttor.platform.Actor;
import de.stadttor.platform.ChangeFeed;
import de.stadttor.platform.NotAllowed;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Leads the signing keys through their lives: by the schedule, which every node looks at each minute and one carries out,
 * or because an operator says so. Each step stands in the audit and is known to every node within a second.
 */
@Component
public class KeyRotation {

    private static final Logger LOG = LoggerFactory.getLogger(KeyRotation.class);

    /** From a key's last signature until its private part is erased from a PKCS#11 module. */
    static final Duration UNTIL_FORGOTTEN = Duration.ofMinutes(5);

    private final KeyStore store;
    private final SigningKeys keys;
    private final PrivateKeys privateKeys;
    private final TransactionTemplate transaction;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    /** How an operator wants a key changed. */
    public enum Manner {
        /** A new one is announced, and used when every application can know it: no validation fails. */
        ANNOUNCED,
        /** Another one signs at once; what the present one signed counts on. */
        AT_ONCE,
        /** Another one signs at once, and nothing counts any more that those until now signed. */
        COMPROMISED;

        /** In lower case with hyphens, as in the API. */
        public String code() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    KeyRotation(
            KeyStore store,
            SigningKeys keys,
            PrivateKeys privateKeys,
            TransactionTemplate transaction,
            ApplicationEventPublisher events,
            ChangeFeed feed,
            Clock clock) {
        this.store = store;
        this.keys = keys;
        this.privateKeys = privateKeys;
        this.transaction = transaction;
        this.events = events;
        this.clock = clock;
        feed.onChange(SigningKeyMoved.TOPIC, key -> keys.reloadSoon());
    }

    @Scheduled(fixedDelayString = "PT1M", initialDelayString = "PT1M")
    void stepInTheBackground() {
        try {
            step();
        } catch (DataAccessException | TransactionException e) {
            LOG.warn(
                    "the signing keys could not be looked after, trying again in a minute: {}",
                    e.getClass().getSimpleName());
        }
    }

    /** Does what is due. A node that missed a change takes it over here at the latest. */
    void step() {
        List<KeyLife> stored = store.lives();
        boolean due = SigningKeys.ALGORITHMS.stream()
                .anyMatch(algorithm ->
                        !KeySchedule.due(now(), of(algorithm, stored)).isEmpty());
        if (due) {
            change(change -> SigningKeys.ALGORITHMS.forEach(change::followSchedule));
        } else if (!stored.equals(keys.lives())) {
            keys.reload();
        }
        // not sooner: another node may sign with it for a moment more
        Instant longAgo = now().minus(UNTIL_FORGOTTEN);
        privateKeys.forget(stored.stream()
                .filter(key -> key.retiredAt() != null && key.retiredAt().isBefore(longAgo))
                .map(KeyLife::keyId)
                .collect(Collectors.toSet()));
    }

    /**
     * All keys, the removed ones included, the oldest first.
     *
     * @throws NotAllowed unless the actor is an operator
     */
    public List<KeyLife> all(Actor actor) {
        demandOperator(actor);
        return store.lives();
    }

    /**
     * Changes the key of this algorithm, or of each.
     *
     * @param algorithm one of {@link SigningKeys#ALGORITHMS}; null: all of them
     * @param why for the audit
     * @return all keys afterwards
     * @throws NotAllowed unless the actor is an operator
     * @throws AlreadyAnnounced where one was to be announced, and for each algorithm one is
     */
    public List<KeyLife> rotate(Manner manner, @Nullable String algorithm, String why, Actor actor) {
        demandOperator(actor);
        List<String> algorithms = algorithm == null ? SigningKeys.ALGORITHMS : List.of(algorithm);
        if (!SigningKeys.ALGORITHMS.containsAll(algorithms)) {
            throw new IllegalArgumentException("the hub signs with no such algorithm");
        }
        change(change -> {
            ChangeOfKeys ordered = change.ordered(why, actor);
            boolean moved = false;
            for (String each : algorithms) {
                moved |= switch (manner) {
                    case ANNOUNCED -> ordered.announce(each);
                    case AT_ONCE -> ordered.useAnother(each);
                    case COMPROMISED -> ordered.compromise(each);
                };
            }
            if (!moved) {
                throw new AlreadyAnnounced();
            }
        });
        return store.lives();
    }

    /** There is nothing to announce: the next key is announced already. */
    public static final class AlreadyAnnounced extends RuntimeException {

        private AlreadyAnnounced() {
            super("the next key is announced already; see when it is to be used");
        }
    }

    /**
     * @throws NotAllowed unless the actor is an operator
     */
    public static void demandOperator(Actor actor) {
        if (!actor.isOperator()) {
            throw new NotAllowed("this needs the role operator");
        }
    }

    private void change(Consumer<ChangeOfKeys> work) {
        transaction.executeWithoutResult(status -> {
            store.lock();
            work.accept(new ChangeOfKeys(store, privateKeys, events, now(), null, Actor.SYSTEM));
        });
        keys.reload();
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    static List<KeyLife> of(String algorithm, List<KeyLife> all) {
        return all.stream().filter(key -> key.algorithm().equals(algorithm)).toList();
    }
}
