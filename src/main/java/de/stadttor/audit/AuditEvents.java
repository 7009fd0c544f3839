package de.stadttor.audit;

import de.stadttor.platform.Actor;
import de.stadttor.platform.NotAllowed;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What happened, for those who may know: an operator sees all of it, a provider's admins and auditors what concerns
 * their own provider or all of them. What one may not see looks like what is not there.
 */
@Component
public class AuditEvents {

    private final JdbcClient jdbc;

    AuditEvents(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * @throws NotAllowed unless the actor is an operator, or an admin or auditor of a provider
     */
    public static void demandReader(Actor actor) {
        if (!actor.readsSomewhere()) {
            throw new NotAllowed("this needs the role auditor, provider-admin or operator");
        }
    }

    /**
     * The newest of them that are sealed.
     *
     * @param most how many at most
     * @throws NotAllowed see {@link #demandReader}
     */
    public List<AuditEvent> find(AuditQuery query, Actor actor, int most) {
        demandReader(actor);
        Map<String, Object> parameters = new LinkedHashMap<>();
        String conditions = conditions(query, parameters);
        parameters.put("most", most);
        String own = actor.isOperator() ? null : actor.provider();
        if (own == null) {
            return read(ordered(conditions), parameters, null);
        }
        parameters.put("own", own);
        // two ordered lists, since no index is in the order of both
        String sql = "select * from ((" + ordered(conditions + " and provider = :own") + ") union all ("
                + ordered(conditions + " and provider is null and account is null")
                + ")) both_of_them order by at desc, position desc limit :most";
        return read(sql, parameters, own);
    }

    private static String ordered(String conditions) {
        return "select position, " + Entry.COLUMNS + " from audit_event where " + conditions
                + " order by at desc, position desc limit :most";
    }

    private static String conditions(AuditQuery query, Map<String, Object> parameters) {
        StringBuilder conditions = new StringBuilder("true");
        BiConsumer<String, @Nullable Object> and = (condition, value) -> {
            if (value != null) {
                conditions.append(" and ").append(condition);
                parameters.put(condition.replaceFirst(".*:([a-z]+).*", "$1"), value);
            }
        };
        AuditQuery.Place after = query.after();
        and.accept("at >= :from", time(query.from()));
        and.accept("at < :to", time(query.to()));
        and.accept("kind in (:kinds)", query.kinds().isEmpty() ? null : query.kinds());
        and.accept("provider = :provider", query.provider());
        and.accept("account = :account", query.account());
        and.accept("application = :application", query.application());
        and.accept("reference = :reference", query.reference());
        and.accept("at <= :place", after == null ? null : time(after.at()));
        and.accept("(at, position) < (:place, :position)", after == null ? null : after.position());
        return conditions.toString();
    }

    private static @Nullable Object time(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }

    private List<AuditEvent> read(String sql, Map<String, Object> parameters, @Nullable String own) {
        return jdbc.sql(sql)
                .params(parameters)
                .query((rs, row) -> event(rs.getLong("position"), Entry.read(rs), own))
                .list();
    }

    /** Who did it is told of the reader's own people, of clients and of the system. */
    private static AuditEvent event(long position, Entry entry, @Nullable String own) {
        String home = entry.actorProvider();
        boolean hidden = own != null && home != null && !home.equals(own);
        return new AuditEvent(
                position,
                entry.at(),
                entry.kind(),
                hidden ? null : entry.actor(),
                home,
                entry.provider(),
                entry.account(),
                entry.application(),
                entry.reference(),
                entry.body());
    }
}
