package de.stadttor.drift;

import de.stadttor.access.Rule;
import de.stadttor.access.RulesByName;
import de.stadttor.directory.DirectoryGroup;
import de.stadttor.directory.DirectorySnapshot;
import de.stadttor.platform.Json;
import de.stadttor.platform.OpaqueKeys;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Which groups bore the names that rules ask for, when the directory was read: so a renamed one is known again. */
@Component
class SeenGroups {

    private final JdbcClient jdbc;
    private final Clock clock;

    /**
     * What was seen for a rule.
     *
     * @param condition hash of the condition for which it was seen
     * @param groups ids by name
     */
    private record Seen(String rule, String condition, Map<String, String> groups) {}

    SeenGroups(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * Keeps who bears the names that rules ask for. A name whose group has another one now stays with that group until
     * the rule is mended; where somebody changed the rule while another group bears the name, they meant that one.
     *
     * @param rules all that are active
     */
    @Transactional
    public void remember(DirectorySnapshot read, Collection<Rule> rules) {
        Map<String, Seen> kept = kept(read.providerId());
        Map<String, String> bearers = bearers(read);
        for (Rule rule : rules) {
            Seen before = kept.remove(rule.id());
            Seen now = seen(rule, before, read, bearers);
            if (!now.equals(before)) {
                keep(read.providerId(), now);
            }
        }
        kept.keySet().forEach(rule -> forget(read.providerId(), rule));
    }

    private static Seen seen(Rule rule, @Nullable Seen before, DirectorySnapshot read, Map<String, String> bearers) {
        String condition = hash(rule);
        boolean untouched = before != null && before.condition().equals(condition);
        Map<String, String> groups = new TreeMap<>();
        for (String name : asked(rule, before, bearers)) {
            String was = before == null ? null : before.groups().get(name);
            String is = bearers.get(name);
            boolean stays = was != null && read.group(was).isPresent() && (untouched || is == null);
            if (stays) {
                groups.put(name, was);
            } else if (is != null) {
                groups.put(name, is);
            } else if (was != null) {
                groups.put(name, was);
            }
        }
        return new Seen(rule.id(), condition, groups);
    }

    /** The names that stand in the rule; of the texts in its expressions those that are or were names of groups. */
    private static Collection<String> asked(Rule rule, @Nullable Seen before, Map<String, String> bearers) {
        List<String> names = new ArrayList<>(RulesByName.groupsOf(rule));
        RulesByName.quotedBy(rule).stream()
                .filter(text -> bearers.containsKey(text)
                        || (before != null && before.groups().containsKey(text)))
                .forEach(names::add);
        return names;
    }

    /**
     * For each rule that names a group by a name that it has no more, those groups.
     *
     * @return by the rule's id
     */
    Map<String, List<Renamed>> renamed(DirectorySnapshot read) {
        Map<String, String> bearers = bearers(read);
        Map<String, List<Renamed>> renamed = new TreeMap<>();
        kept(read.providerId())
                .values()
                .forEach(seen -> seen.groups()
                        .forEach((name, id) -> read.group(id)
                                .filter(group -> !group.claim().equals(name))
                                .ifPresent(group -> renamed.computeIfAbsent(seen.rule(), rule -> new ArrayList<>())
                                        .add(new Renamed(id, name, group.claim(), bearers.containsKey(name))))));
        return renamed;
    }

    private static Map<String, String> bearers(DirectorySnapshot read) {
        Map<String, String> bearers = new HashMap<>();
        for (DirectoryGroup group : read.groups()) {
            bearers.putIfAbsent(group.claim(), group.id());
        }
        return bearers;
    }

    private static String hash(Rule rule) {
        byte[] condition = Json.write(rule.when().toMap()).getBytes(StandardCharsets.UTF_8);
        return HexFormat.of().formatHex(OpaqueKeys.sha256(condition));
    }

    private Map<String, Seen> kept(String provider) {
        Map<String, Seen> kept = new TreeMap<>();
        jdbc.sql("select rule, condition, groups from groups_seen where provider = :provider")
                .param("provider", provider)
                .query((row, number) -> {
                    Map<String, String> groups = new TreeMap<>();
                    Json.readMap(row.getString("groups")).forEach((name, id) -> groups.put(name, String.valueOf(id)));
                    return new Seen(row.getString("rule"), row.getString("condition"), groups);
                })
                .list()
                .forEach(seen -> kept.put(seen.rule(), seen));
        return kept;
    }

    private void keep(String provider, Seen seen) {
        jdbc.sql("""
                insert into groups_seen (provider, rule, condition, groups, seen_at)
                select id, :rule, :condition, :groups, :now from provider where id = :provider
                on conflict (provider, rule) do update set
                    condition = excluded.condition, groups = excluded.groups, seen_at = excluded.seen_at
                """)
                .param("provider", provider)
                .param("rule", seen.rule())
                .param("condition", seen.condition())
                .param("groups", Json.jsonb(seen.groups()))
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .update();
    }

    private void forget(String provider, String rule) {
        jdbc.sql("delete from groups_seen where provider = :provider and rule = :rule")
                .param("provider", provider)
                .param("rule", rule)
                .update();
    }
}
