package de.stadttor.access;

import de.stadttor.platform.Json;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The rules' rows: each counts from the version that brought it until the one that took it away. */
@Component
class RuleStore {

    private static final int ROWS_A_STATEMENT = 10_000;

    private final JdbcClient jdbc;

    RuleStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The part of a rule that is no column of its own. */
    private record Body(
            Condition when,
            SortedSet<String> grant,
            @Nullable LocalDate from,
            @Nullable LocalDate until,
            @Nullable String why) {

        static Body of(Rule rule) {
            return new Body(rule.when(), new TreeSet<>(rule.grant()), rule.from(), rule.until(), rule.why());
        }
    }

    boolean hasProvider(String provider) {
        return jdbc.sql("select exists (select 1 from provider where id = :provider)")
                .param("provider", provider)
                .query(Boolean.class)
                .single();
    }

    boolean hasApplication(String application) {
        return jdbc.sql("select exists (select 1 from application where id = :application)")
                .param("application", application)
                .query(Boolean.class)
                .single();
    }

    List<String> providersWithRulesFor(String application) {
        return jdbc.sql("""
                select distinct provider from rule
                where application = :application and until_version is null order by provider
                """)
                .param("application", application)
                .query(String.class)
                .list();
    }

    long version(String provider) {
        return jdbc.sql("select version from rule_set where provider = :provider")
                .param("provider", provider)
                .query(Long.class)
                .optional()
                .orElse(0L);
    }

    /** Keeps everybody else from changing this provider's rules until the transaction ends; tells their version. */
    long lock(String provider) {
        jdbc.sql("insert into rule_set (provider, version) values (:provider, 0) on conflict do nothing")
                .param("provider", provider)
                .update();
        return jdbc.sql("select version from rule_set where provider = :provider for update")
                .param("provider", provider)
                .query(Long.class)
                .single();
    }

    List<Rule> active(String provider) {
        return jdbc.sql("""
                select id, provider, application, body from rule
                where provider = :provider and until_version is null order by id collate "C"
                """).param("provider", provider).query(RuleStore::rule).list();
    }

    List<Rule> at(String provider, long version) {
        return jdbc.sql("""
                select id, provider, application, body from rule
                where provider = :provider and since_version <= :version
                    and (until_version is null or until_version > :version)
                order by id collate "C"
                """)
                .param("provider", provider)
                .param("version", version)
                .query(RuleStore::rule)
                .list();
    }

    /** Version and rules of one moment: one statement. */
    RuleIndex index(String provider, String application) {
        AtomicLong version = new AtomicLong();
        List<Rule> rules = new ArrayList<>();
        jdbc.sql("""
                select r.id, r.provider, r.application, r.body, s.version
                from rule_set s left join rule r
                    on r.provider = s.provider and r.application = :application and r.until_version is null
                where s.provider = :provider
                """)
                .param("provider", provider)
                .param("application", application)
                .query(row -> {
                    version.set(row.getLong("version"));
                    if (row.getString("id") != null) {
                        rules.add(rule(row, 0));
                    }
                });
        return RuleIndex.of(version.get(), rules);
    }

    /** The versions below that number, the latest first. */
    List<RuleSetVersion> versions(String provider, long below, int most) {
        return jdbc.sql("""
                select provider, version, at, actor, why, proposal from rule_set_version
                where provider = :provider and version < :below order by version desc limit :most
                """)
                .param("provider", provider)
                .param("below", below)
                .param("most", most)
                .query(RuleStore::version)
                .list();
    }

    /** Those since then that no person brought about by a proposal, the latest first; not the first of a fresh hub. */
    List<RuleSetVersion> direct(String provider, Instant since, int most) {
        return jdbc.sql("""
                select provider, version, at, actor, why, proposal from rule_set_version
                where provider = :provider and at >= :since
                    and (proposal is null or actor !~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$')
                    and not (version = 1 and actor = 'system')
                order by version desc limit :most
                """)
                .param("provider", provider)
                .param("since", since.atOffset(ZoneOffset.UTC))
                .param("most", most)
                .query(RuleStore::version)
                .list();
    }

    void write(RuleSetVersion next, List<RuleChange> changes) {
        String provider = next.provider();
        long version = next.version();
        List<Rule> ended = changes.stream()
                .map(RuleChange::before)
                .filter(Objects::nonNull)
                .toList();
        List<Rule> begun =
                changes.stream().map(RuleChange::after).filter(Objects::nonNull).toList();
        if (!ended.isEmpty()) {
            // a join, since a list in the condition is looked through for each row where statistics are missing
            jdbc.sql("""
                    update rule set until_version = :version
                    from unnest(:ids) as gone (id)
                    where rule.provider = :provider and rule.until_version is null and rule.id = gone.id
                    """)
                    .param("version", version)
                    .param("provider", provider)
                    .param("ids", ended.stream().map(Rule::id).toArray(String[]::new))
                    .update();
        }
        for (List<Rule> chunk : chunks(begun)) {
            jdbc.sql("""
                    insert into rule (provider, since_version, id, application, body)
                    select :provider, :version, id, application, body::jsonb
                    from unnest(:ids, :applications, :bodies) as t (id, application, body)
                    """)
                    .param("version", version)
                    .param("provider", provider)
                    .param("ids", chunk.stream().map(Rule::id).toArray(String[]::new))
                    .param("applications", chunk.stream().map(Rule::application).toArray(String[]::new))
                    .param(
                            "bodies",
                            chunk.stream()
                                    .map(rule -> Json.write(Body.of(rule)))
                                    .toArray(String[]::new))
                    .update();
        }
        jdbc.sql("update rule_set set version = :version where provider = :provider")
                .param("version", version)
                .param("provider", provider)
                .update();
        jdbc.sql("""
                insert into rule_set_version (provider, version, at, actor, why, proposal)
                values (:provider, :version, :at, :actor, :why, :proposal)
                """)
                .param("provider", provider)
                .param("version", version)
                .param("at", next.at().atOffset(ZoneOffset.UTC))
                .param("actor", next.actor())
                .param("why", next.why())
                .param("proposal", next.proposal())
                .update();
    }

    private static List<List<Rule>> chunks(List<Rule> rules) {
        List<List<Rule>> chunks = new ArrayList<>();
        for (int from = 0; from < rules.size(); from += ROWS_A_STATEMENT) {
            chunks.add(rules.subList(from, Math.min(from + ROWS_A_STATEMENT, rules.size())));
        }
        return chunks;
    }

    private static RuleSetVersion version(ResultSet row, int number) throws SQLException {
        return new RuleSetVersion(
                row.getString("provider"),
                row.getLong("version"),
                row.getObject("at", OffsetDateTime.class).toInstant(),
                row.getString("actor"),
                row.getString("why"),
                row.getObject("proposal", UUID.class));
    }

    private static Rule rule(ResultSet row, int number) throws SQLException {
        Body body = Json.read(row.getString("body"), Body.class);
        return new Rule(
                row.getString("id"),
                row.getString("provider"),
                row.getString("application"),
                body.when(),
                body.grant(),
                body.from(),
                body.until(),
                body.why());
    }
}
