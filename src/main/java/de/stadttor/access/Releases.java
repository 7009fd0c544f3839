package de.stadttor.access;

import de.stadttor.application.Application;
import de.stadttor.platform.Actor;
import de.stadttor.platform.ChangeFeed;
import de.stadttor.platform.Json;
import de.stadttor.platform.NotAllowed;
import de.stadttor.platform.Snapshot;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Which provider lets which application have which claims of its staff. */
@Component
public class Releases {

    private final JdbcClient jdbc;
    private final ApplicationEventPublisher events;
    private final Snapshot<Map<Key, Release>> stored = new Snapshot<>(this::read);

    private record Key(String provider, String application) {}

    Releases(JdbcClient jdbc, ApplicationEventPublisher events, ChangeFeed changes) {
        this.jdbc = jdbc;
        this.events = events;
        for (String topic : List.of("release", "provider", "application")) {
            changes.onChange(topic, key -> stored.drop());
        }
    }

    /** All of them, those that are over included, by provider and application; reads the database. */
    public List<Release> all() {
        return jdbc
                .sql("select body from release")
                .query((row, number) -> Json.read(row.getString(1), Release.class))
                .list()
                .stream()
                .sorted(Comparator.comparing(Release::provider).thenComparing(Release::application))
                .toList();
    }

    /** The release, also one that is over. Costs no statement while nothing changes. */
    public Optional<Release> find(String provider, String application) {
        return Optional.ofNullable(stored.get().get(new Key(provider, application)));
    }

    private Map<Key, Release> read() {
        Map<Key, Release> releases = new HashMap<>();
        for (Release release : all()) {
            releases.put(new Key(release.provider(), release.application()), release);
        }
        return releases;
    }

    /**
     * Gives a release or changes it; one that is the same already leaves no event.
     *
     * @throws NotAllowed unless the actor is an operator or administers that provider
     * @throws IllegalArgumentException for a claim that nobody knows
     */
    @Transactional
    public void save(Release release, Actor actor) {
        check(release.provider(), actor);
        if (!Release.KNOWN_CLAIMS.containsAll(release.claims())) {
            throw new IllegalArgumentException("a release names claims of " + Release.KNOWN_CLAIMS);
        }
        int changed = jdbc.sql("""
                insert into release (provider, application, body) values (:provider, :application, :body)
                on conflict (provider, application) do update set body = excluded.body
                    where release.body is distinct from excluded.body
                """)
                .param("provider", release.provider())
                .param("application", release.application())
                .param("body", Json.jsonb(sorted(release)))
                .update();
        if (changed > 0) {
            events.publishEvent(new ReleaseChanged(release.provider(), release.application(), actor));
        }
    }

    /**
     * Withdraws a release; one that there is not leaves no event.
     *
     * @throws NotAllowed unless the actor is an operator or administers that provider; see {@link #mayWithdraw}
     */
    @Transactional
    public void remove(String provider, String application, Actor actor) {
        check(provider, actor);
        if (!mayWithdraw(application, actor)) {
            throw new NotAllowed("without the release of stadttor nobody of this provider reaches the desk:"
                    + " an operator may withdraw it");
        }
        int removed = jdbc.sql("delete from release where provider = :provider and application = :application")
                .param("provider", provider)
                .param("application", application)
                .update();
        if (removed > 0) {
            events.publishEvent(new ReleaseChanged(provider, application, actor));
        }
    }

    /** Its claims in order, so that the same release is the same JSON. */
    private static Map<String, Object> sorted(Release release) {
        Map<String, Object> body = new HashMap<>();
        body.put("provider", release.provider());
        body.put("application", release.application());
        body.put("claims", release.claims().stream().sorted().toList());
        body.put("until", release.until());
        body.put("legalBasis", release.legalBasis());
        return body;
    }

    /** Whoever withdrew that of the hub itself could not give it again: this is for operators alone. */
    public static boolean mayWithdraw(String application, Actor actor) {
        return actor.isOperator() || !application.equals(Application.STADTTOR);
    }

    private static void check(String provider, Actor actor) {
        if (!actor.isOperator() && !actor.administers(provider)) {
            throw new NotAllowed("a release of " + provider + " is given by its own provider-admin or an operator");
        }
    }
}
