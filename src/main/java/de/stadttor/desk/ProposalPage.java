package de.stadttor.desk;

import de.stadttor.proposal.Options;
import de.stadttor.proposal.Options.Can;
import de.stadttor.proposal.Proposal;
import de.stadttor.proposal.Proposals;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * One proposal: what it changes, what that does to whom, what has happened to it and what can be done about it.
 *
 * @param by who proposed it; null for the program itself
 * @param state its code; {@code outdated} as soon as others changed the same rules
 * @param diffs a page of the rules that it changes
 * @param conflicts rules that others changed meanwhile
 * @param sources of staff, the most trusted first
 * @param notice what is said first; null for nothing
 * @param self the address of this page, with what was asked for
 * @param refusal the words for a refusal that did not do, or came late; null where nothing was said
 */
record ProposalPage(
        ProviderPlace provider,
        Proposal proposal,
        @Nullable String by,
        String state,
        Options options,
        List<RuleDiff> diffs,
        Paging rules,
        List<Conflict> conflicts,
        List<LeftOutWords> leftOut,
        List<Source> sources,
        EffectShown effect,
        List<StepRow> steps,
        @Nullable Notice notice,
        @Nullable String refusal,
        String self)
        implements DeskContent {

    private static final int LONGEST_CRUMB = 60;

    /**
     * A rule that two people want to change.
     *
     * @param theirs what somebody else made of it meanwhile
     * @param again what the proposal would make of it now
     */
    record Conflict(String ruleId, RuleDiff theirs, RuleDiff again) {}

    /**
     * Where the staff is known from.
     *
     * @param code part of the key of its message
     * @param readAt when it was read; null where it is as of now, or was never read
     * @param away whether it cannot be read now
     */
    record Source(String code, @Nullable Instant readAt, boolean away) {}

    /**
     * What is said first.
     *
     * @param kind {@code success} or {@code warning}
     * @param code part of the key of its message
     */
    record Notice(String kind, String code) {}

    public boolean can(String step) {
        return options.can(Can.valueOf(step.toUpperCase(Locale.ROOT)));
    }

    /** Whether any step is open that needs a look at the effect. */
    public boolean decides() {
        return !isOutdated() && (can("submit") || can("approve") || can("activate"));
    }

    /** Whether others changed the same rules. */
    public boolean isOutdated() {
        return state.equals("outdated");
    }

    /** Who is next, part of the key of a message. */
    public String next() {
        String mine = options.author() ? "_mine" : "_other";
        return switch (state) {
            case "draft" -> state + (options.author() && can("activate") ? "_alone" : mine);
            case "submitted" -> state + (can("approve") ? "_you" : mine);
            case "approved" -> state + (can("activate") ? "_you" : "_other");
            case "outdated" -> state + mine;
            default -> state;
        };
    }

    /** Whether another person's word is still to come. */
    public boolean waitsFor() {
        return state.equals("draft") || state.equals("submitted");
    }

    /** As what others still have to approve it: part of the keys of messages. */
    public List<String> needs() {
        return options.missing().stream().map(role -> role.replace('-', '_')).toList();
    }

    /** What stands against a step of this person, part of the key of a message; null where it need not be said. */
    public @Nullable String bar() {
        Options.Bar bar = options.bar();
        if (bar == null || !proposal.state().isOpen()) {
            return null;
        }
        boolean said = switch (bar) {
            case READER, AUTHOR_GONE -> true;
            case APPROVED -> state.equals("submitted") || state.equals("approved");
            case NO_ADDRESS -> waitsFor();
            case AUTHOR, AUTHOR_OTHERWISE, OTHER_ROLE -> state.equals("submitted");
        };
        return said ? bar.code() : null;
    }

    /** What is wrong with the words of a refusal, part of the key of a message; null for nothing. */
    public @Nullable String refusalProblem() {
        if (refusal == null || refusal.isBlank()) {
            return refusal == null ? null : "missing";
        }
        boolean fits = refusal.strip().length() <= Proposals.MOST_WORDS && refusal.indexOf('\0') < 0;
        return fits ? null : "too_long";
    }

    /** Of the first rule, for another one beside it. */
    public String applicationId() {
        return proposal.changes().getFirst().sides().findFirst().orElseThrow().application();
    }

    public String href() {
        return provider.href("proposals/" + proposal.id());
    }

    /** With what the person looked for, up to the number of the page. */
    public String filtered() {
        EffectPeople people = effect.people();
        EffectPeople.Filter filter = people == null ? EffectPeople.Filter.NONE : people.filter();
        return UriComponentsBuilder.fromPath(href())
                        .queryParam("text", "{text}")
                        .queryParam("role", "{role}")
                        .queryParam("what", "{what}")
                        .encode()
                        .buildAndExpand(filter.text(), filter.role(), filter.what())
                        .toUriString()
                + "&";
    }

    @Override
    public String template() {
        return "proposal";
    }

    @Override
    public Section section() {
        return Section.PROPOSALS;
    }

    @Override
    public List<Crumb> crumbs() {
        String why = proposal.why();
        return provider.crumbs(
                Section.PROPOSALS,
                "proposals",
                why.codePointCount(0, why.length()) <= LONGEST_CRUMB
                        ? why
                        : why.substring(0, why.offsetByCodePoints(0, LONGEST_CRUMB)) + "…");
    }

    /** Before its author takes it back. */
    record Withdrawal(ProviderPlace provider, Proposal proposal) implements DeskContent {

        public String href() {
            return provider.href("proposals/" + proposal.id());
        }

        @Override
        public String template() {
            return "proposal-withdraw";
        }

        @Override
        public Section section() {
            return Section.PROPOSALS;
        }

        @Override
        public List<Crumb> crumbs() {
            return provider.crumbs(
                    Section.PROPOSALS, "proposals", proposal.id().toString().substring(0, 8));
        }
    }
}
