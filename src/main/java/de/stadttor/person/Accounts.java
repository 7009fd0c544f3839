package de.stadttor.person;

import de.stadttor.federation.Provider;
import de.stadttor.platform.Actor;
import de.stadttor.platform.Json;
import de.stadttor.platform.NotAllowed;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The accounts of the hub: one for each upstream subject of a provider. No e-mail address ever leads to one. */
@Component
public class Accounts {

    static final String COLUMNS = "id, provider, enabled, created_at, claims, claims_read_at";

    /** As in the condition of its index. */
    private static final String CUT_OFF = "claims ->> 'groupsComplete' = 'false'";

    private final JdbcClient jdbc;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Accounts(JdbcClient jdbc, ApplicationEventPublisher events, Clock clock) {
        this.jdbc = jdbc;
        this.events = events;
        this.clock = clock;
    }

    /**
     * Somebody signed in at their provider: makes the account at the first time, and keeps what the provider says now.
     * What is kept about a disabled account stays as it was.
     */
    public Person signedIn(UpstreamIdentity identity, Provider provider) {
        if (!identity.providerId().equals(provider.id())) {
            throw new IllegalArgumentException("an identity of another provider");
        }
        return jdbc.sql("""
                insert into account (id, provider, upstream_subject, created_at, claims, claims_read_at)
                values (:id, :provider, :subject, :now, :claims, :now)
                on conflict (provider, upstream_subject) do update set
                    claims = case when account.enabled then excluded.claims else account.claims end,
                    claims_read_at =
                        case when account.enabled then excluded.claims_read_at else account.claims_read_at end
                returning
                """ + COLUMNS)
                .param("id", UUID.randomUUID())
                .param("provider", provider.id())
                .param("subject", identity.subject())
                .param("now", OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC))
                .param("claims", Json.jsonb(PersonReader.read(identity, provider)))
                .query(Accounts::person)
                .single();
    }

    /** The person as their provider described them last. */
    public Optional<Person> find(UUID accountId) {
        return jdbc.sql("select " + COLUMNS + " from account where id = :id")
                .param("id", accountId)
                .query(Accounts::person)
                .optional();
    }

    /** Somebody of a provider, by the provider's own {@code sub}; empty for those who never signed in. */
    public Optional<Person> find(String providerId, String subject) {
        return jdbc.sql("select " + COLUMNS
                        + " from account where provider = :provider and upstream_subject = :subject")
                .param("provider", providerId)
                .param("subject", subject)
                .query(Accounts::person)
                .optional();
    }

    /**
     * Those of a provider whose groups came cut off at their last sign-in, as far as it is still known.
     *
     * @param most how many are named; all are counted
     */
    public CutOff cutOff(String providerId, int most) {
        int count = jdbc.sql("select count(*) from account where provider = :provider and " + CUT_OFF)
                .param("provider", providerId)
                .query(Integer.class)
                .single();
        List<String> subjects = count == 0 || most == 0
                ? List.of()
                : jdbc.sql("select upstream_subject from account where provider = :provider and " + CUT_OFF
                                + " order by claims_read_at desc, id limit :most")
                        .param("provider", providerId)
                        .param("most", most)
                        .query(String.class)
                        .list();
        return new CutOff(count, subjects);
    }

    /**
     * People whose groups came cut off.
     *
     * @param subjects of the latest, by the provider's own {@code sub}
     */
    public record CutOff(int count, List<String> subjects) {

        public CutOff {
            subjects = List.copyOf(subjects);
        }
    }

    /**
     * The names of these accounts as their providers told them last, for a page or an answer; never to be stored.
     *
     * @return without those that are gone, or of which no name is known
     */
    public Map<UUID, String> names(Collection<UUID> accountIds) {
        Map<UUID, String> names = new HashMap<>();
        jdbc.sql("""
                select id, claims -> 'profile' ->> 'name' as name from account
                where id = any(:ids) and claims -> 'profile' ->> 'name' is not null
                """)
                .param("ids", accountIds.toArray(new UUID[0]))
                .query((row, number) -> Map.entry(row.getObject("id", UUID.class), row.getString("name")))
                .list()
                .forEach(named -> names.put(named.getKey(), named.getValue()));
        return names;
    }

    /**
     * Nobody gets in with this account any more, whatever the provider says.
     *
     * @return false where it was disabled already, or does not exist
     * @throws NotAllowed unless the actor is an operator or administers the account's provider
     */
    @Transactional
    public boolean disable(UUID accountId, Actor actor) {
        return set(accountId, false, actor);
    }

    /** Takes {@link #disable} back, under the same conditions. */
    @Transactional
    public boolean enable(UUID accountId, Actor actor) {
        return set(accountId, true, actor);
    }

    private boolean set(UUID accountId, boolean enabled, Actor actor) {
        Optional<String> provider = jdbc.sql("select provider from account where id = :id")
                .param("id", accountId)
                .query(String.class)
                .optional();
        if (!actor.isOperator() && !provider.map(actor::administers).orElse(false)) {
            throw new NotAllowed("this needs the role provider-admin of the account's provider, or operator");
        }
        int changed = jdbc.sql("update account set enabled = :enabled where id = :id and enabled <> :enabled")
                .param("enabled", enabled)
                .param("id", accountId)
                .update();
        if (changed == 1) {
            events.publishEvent(new AccountChanged(accountId, provider.orElseThrow(), enabled, actor));
        }
        return changed == 1;
    }

    static Person person(ResultSet row, int number) throws SQLException {
        String claims = row.getString("claims");
        OffsetDateTime read = row.getObject("claims_read_at", OffsetDateTime.class);
        Instant readAt = (read == null ? row.getObject("created_at", OffsetDateTime.class) : read).toInstant();
        return ToldClaims.stored(claims)
                .of(row.getObject("id", UUID.class), row.getString("provider"), row.getBoolean("enabled"), readAt);
    }
}
