package de.stadttor.proposal;

import de.stadttor.platform.Actor;
import de.stadttor.platform.Json;
import de.stadttor.proposal.Proposal.State;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** One provider's proposals, a page at a time, with what they touch. */
@Component
public class ProposalList {

    private final JdbcClient jdbc;
    private final ProposalStore store;
    private final Proposals proposals;

    /**
     * What is looked for.
     *
     * @param states any of these
     * @param application changed for this one; empty means for any
     * @param text in the reason or in the id of a rule; empty means any
     * @param before those that were drafted before this one; null means all
     */
    public record Wanted(
            Set<State> states,
            String application,
            String text,
            @Nullable UUID before) {

        public Wanted {
            states = Set.copyOf(states);
        }
    }

    /** What the changes of one proposal touch. */
    private record Touch(UUID id, int rules, SortedMap<String, SortedSet<String>> roles) {}

    ProposalList(JdbcClient jdbc, ProposalStore store, Proposals proposals) {
        this.jdbc = jdbc;
        this.store = store;
        this.proposals = proposals;
    }

    /**
     * The latest first.
     *
     * @throws de.stadttor.platform.NotAllowed for those who have nothing to see anywhere
     * @throws NoSuchProposal where there is no such provider for the actor
     */
    public List<Listed> of(Actor actor, String provider, Wanted wanted, int most) {
        proposals.demandSight(actor, provider);
        List<Touch> found = jdbc.sql("""
                select id, jsonb_array_length(changes) as rules,
                    (select jsonb_object_agg(application, roles) from (
                        select side->>'application' as application, jsonb_agg(distinct role) as roles
                        from jsonb_array_elements(changes) as change,
                            lateral (values (change->'before'), (change->'after')) as sides (side),
                            lateral jsonb_array_elements_text(side->'grant') as roles (role)
                        where side is not null
                        group by 1) as touched) as touched
                from proposal
                where provider = :provider and state = any (:states)
                    and (:application = '' or changes @> jsonb_build_array(jsonb_build_object(
                            'before', jsonb_build_object('application', :application)))
                        or changes @> jsonb_build_array(jsonb_build_object(
                            'after', jsonb_build_object('application', :application))))
                    and (:text = '' or strpos(lower(why), lower(:text)) > 0 or exists (
                        select 1 from jsonb_array_elements(changes) as change
                        where strpos(lower(coalesce(change->'after'->>'id', change->'before'->>'id')),
                            lower(:text)) > 0))
                    and (:before::uuid is null
                        or (created_at, id) < (select created_at, id from proposal where id = :before))
                order by created_at desc, id desc limit :most
                """)
                .param("provider", provider)
                .param("states", codes(wanted.states()))
                .param("application", wanted.application())
                .param("text", wanted.text())
                .param("before", wanted.before())
                .param("most", most)
                .query((row, number) -> new Touch(
                        row.getObject("id", UUID.class), row.getInt("rules"), roles(row.getString("touched"))))
                .list();
        Map<UUID, Proposal> heads = store.heads(found.stream().map(Touch::id).toList());
        return found.stream()
                .flatMap(touch -> Stream.ofNullable(heads.get(touch.id()))
                        .map(head -> new Listed(head, touch.rules(), touch.roles())))
                .toList();
    }

    private static String[] codes(Collection<State> states) {
        return states.stream().map(State::code).toArray(String[]::new);
    }

    private static SortedMap<String, SortedSet<String>> roles(@Nullable String json) {
        SortedMap<String, SortedSet<String>> roles = new TreeMap<>();
        if (json != null) {
            Json.readMap(json).forEach((application, ids) -> {
                SortedSet<String> of = new TreeSet<>();
                if (ids instanceof List<?> list) {
                    list.forEach(id -> of.add(String.valueOf(id)));
                }
                roles.put(application, of);
            });
        }
        return roles;
    }
}
