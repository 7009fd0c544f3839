package de.stadttor.proposal;

import de.stadttor.platform.Actor;
import de.stadttor.platform.Json;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The proposals' rows, and what happened to them; each step is told as an event in the same transaction. */
@Component
class ProposalStore {

    private static final String COLUMNS = "id, provider, author, state, base_version, changes, changes_hash, needs,"
            + " sources, why, left_out, effect, version, created_at, changed_at";

    private final JdbcClient jdbc;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    ProposalStore(JdbcClient jdbc, ApplicationEventPublisher events, Clock clock) {
        this.jdbc = jdbc;
        this.events = events;
        this.clock = clock;
    }

    /** What an actor does to a proposal; see {@link Step}. */
    record Move(
            Step.Kind kind,
            Actor actor,
            @Nullable String mailbox,
            Set<String> roles,
            @Nullable String effect,
            @Nullable String remark) {

        static Move of(Step.Kind kind, Actor actor, @Nullable String mailbox) {
            return new Move(kind, actor, mailbox, Set.of(), null, null);
        }

        Move seeing(String digest) {
            return new Move(kind, actor, mailbox, roles, digest, remark);
        }

        Move as(Set<String> approved) {
            return new Move(kind, actor, mailbox, approved, effect, remark);
        }

        Move saying(@Nullable String words) {
            return new Move(kind, actor, mailbox, roles, effect, words);
        }
    }

    Optional<Proposal> find(UUID id) {
        return read("where id = :id", id);
    }

    /** Nobody else moves it until the transaction ends. */
    Optional<Proposal> lock(UUID id) {
        return read("where id = :id for update", id);
    }

    private Optional<Proposal> read(String where, UUID id) {
        return jdbc.sql("select " + COLUMNS + " from proposal " + where)
                .param("id", id)
                .query((row, number) -> proposal(row))
                .optional()
                // not while the row is read: that would take a second connection
                .map(found -> found.with(steps(id)));
    }

    /** The latest first, without their changes and steps: both may be long. */
    List<Proposal> list(@Nullable String provider, @Nullable String state, int most) {
        return jdbc.sql("select " + COLUMNS.replace(" changes,", " '[]'::jsonb as changes,") + """
                 from proposal
                where (:provider::text is null or provider = :provider) and (:state::text is null or state = :state)
                order by created_at desc, id limit :most
                """)
                .param("provider", provider)
                .param("state", state)
                .param("most", most)
                .query((row, number) -> proposal(row))
                .list();
    }

    /** Without their changes and steps, by id. */
    Map<UUID, Proposal> heads(Collection<UUID> ids) {
        return jdbc
                .sql("select " + COLUMNS.replace(" changes,", " '[]'::jsonb as changes,")
                        + " from proposal where id = any (:ids)")
                .param("ids", ids.toArray(UUID[]::new))
                .query((row, number) -> proposal(row))
                .list()
                .stream()
                .collect(Collectors.toMap(Proposal::id, Function.identity()));
    }

    /** Keeps a draft; where the author has the very same one already, that is it. */
    UUID insert(Proposal draft, Move move) {
        Optional<UUID> inserted = jdbc.sql("""
                insert into proposal (id, provider, author, state, base_version, changes, changes_hash, needs, sources,
                    why, left_out, created_at, changed_at)
                values (:id, :provider, :author, 'draft', :base, :changes, :hash, :needs, :sources, :why, :leftOut,
                    :now, :now)
                on conflict (provider, author, changes_hash) where state = 'draft' do nothing
                returning id
                """)
                .param("id", draft.id())
                .param("provider", draft.provider())
                .param("author", draft.author())
                .param("base", draft.baseVersion())
                .param("changes", Json.jsonb(Changes.toJson(draft.changes())))
                .param("hash", draft.changesHash())
                .param("needs", array(draft.needs()))
                .param("sources", array(draft.sources()))
                .param("why", draft.why())
                .param("leftOut", array(draft.leftOut()))
                .param("now", now())
                .query(UUID.class)
                .optional();
        if (inserted.isPresent()) {
            keep(draft, move);
            return inserted.get();
        }
        return jdbc.sql("""
                select id from proposal
                where provider = :provider and author = :author and changes_hash = :hash and state = 'draft'
                """)
                .param("provider", draft.provider())
                .param("author", draft.author())
                .param("hash", draft.changesHash())
                .query(UUID.class)
                .single();
    }

    /** Other changes in its place, made from these rules. */
    void edit(Proposal edited, Move move) {
        try {
            write(edited);
        } catch (DuplicateKeyException e) {
            throw new InvalidProposal(InvalidProposal.Kind.TWICE, "You have a draft of the very same change already.");
        }
        keep(edited, move);
    }

    private void write(Proposal edited) {
        jdbc.sql("""
                update proposal set state = 'draft', base_version = :base, changes = :changes, changes_hash = :hash,
                    needs = :needs, sources = :sources, why = :why, effect = null, changed_at = :now
                where id = :id
                """)
                .param("id", edited.id())
                .param("base", edited.baseVersion())
                .param("changes", Json.jsonb(Changes.toJson(edited.changes())))
                .param("hash", edited.changesHash())
                .param("needs", array(edited.needs()))
                .param("sources", array(edited.sources()))
                .param("why", edited.why())
                .param("now", now())
                .update();
    }

    /**
     * @param effect null leaves what is there
     * @param version null leaves what is there
     */
    void move(
            Proposal proposal,
            Proposal.State state,
            @Nullable EffectSummary effect,
            @Nullable Long version,
            Move move) {
        jdbc.sql("""
                update proposal set state = :state, effect = coalesce(:effect::jsonb, effect),
                    version = coalesce(:version::bigint, version), changed_at = :now
                where id = :id
                """)
                .param("id", proposal.id())
                .param("state", state.code())
                .param("effect", effect == null ? null : Json.write(effect))
                .param("version", version)
                .param("now", now())
                .update();
        keep(proposal, move);
    }

    private void keep(Proposal proposal, Move move) {
        jdbc.sql("""
                insert into proposal_step (proposal, number, at, kind, actor, mailbox, as_roles, effect, remark)
                select :id, coalesce(max(number), 0) + 1, :now, :kind, :actor, :mailbox, :roles::text[], :effect, :remark
                from proposal_step where proposal = :id
                """)
                .param("id", proposal.id())
                .param("now", now())
                .param("kind", move.kind().code())
                .param("actor", move.actor().name())
                .param("mailbox", move.mailbox())
                .param("roles", array(move.roles()))
                .param("effect", move.effect())
                .param("remark", move.remark())
                .update();
        events.publishEvent(new ProposalMoved(
                proposal.id(), proposal.provider(), move.kind().code(), move.actor()));
    }

    private List<Step> steps(UUID id) {
        return jdbc.sql("""
                select kind, at, actor, mailbox, as_roles, effect, remark from proposal_step
                where proposal = :id order by number
                """)
                .param("id", id)
                .query((row, number) -> new Step(
                        Step.Kind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)),
                        at(row, "at"),
                        row.getString("actor"),
                        row.getString("mailbox"),
                        Set.copyOf(texts(row, "as_roles")),
                        row.getString("effect"),
                        row.getString("remark")))
                .list();
    }

    private static Proposal proposal(ResultSet row) throws SQLException {
        String effect = row.getString("effect");
        long version = row.getLong("version");
        Long became = row.wasNull() ? null : Long.valueOf(version);
        return new Proposal(
                row.getObject("id", UUID.class),
                row.getString("provider"),
                row.getString("author"),
                Proposal.State.of(row.getString("state")),
                row.getLong("base_version"),
                Changes.fromJson(row.getString("changes")),
                row.getString("changes_hash"),
                Set.copyOf(texts(row, "needs")),
                texts(row, "sources"),
                row.getString("why"),
                texts(row, "left_out"),
                effect == null ? null : Json.read(effect, EffectSummary.class),
                became,
                at(row, "created_at"),
                at(row, "changed_at"),
                List.of());
    }

    private static List<String> texts(ResultSet row, String column) throws SQLException {
        Array array = row.getArray(column);
        return List.of((String[]) array.getArray());
    }

    private static String[] array(Collection<String> texts) {
        return texts.stream().sorted().toArray(String[]::new);
    }

    private static Instant at(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private OffsetDateTime now() {
        return OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC);
    }
}
