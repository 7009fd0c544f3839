package de.stadttor.desk;

import de.stadttor.application.Application;
import de.stadttor.application.Applications;
import de.stadttor.federation.Providers;
import de.stadttor.proposal.Listed;
import de.stadttor.proposal.Proposal;
import de.stadttor.proposal.Proposal.State;
import de.stadttor.proposal.ProposalList;
import de.stadttor.web.Desk;
import de.stadttor.web.DeskUser;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** A provider's proposed changes: those that wait for somebody, and those that have come to an end. */
@Desk
class ProposalsDesk {

    private static final int MOST_OPEN = 100;
    private static final int PAGE = 20;
    private static final Set<State> OPEN = Set.of(State.DRAFT, State.SUBMITTED, State.APPROVED, State.OUTDATED);
    private static final Set<State> ENDED = Set.of(State.REFUSED, State.WITHDRAWN, State.ACTIVATED);

    private final DeskPages pages;
    private final ProposalList list;
    private final ProposalTasks tasks;
    private final Applications applications;
    private final Providers providers;
    private final Authors authors;

    ProposalsDesk(
            DeskPages pages,
            ProposalList list,
            ProposalTasks tasks,
            Applications applications,
            Providers providers,
            Authors authors) {
        this.pages = pages;
        this.list = list;
        this.tasks = tasks;
        this.applications = applications;
        this.providers = providers;
        this.authors = authors;
    }

    @GetMapping("/desk/providers/{provider}/proposals")
    void proposals(
            DeskUser user,
            @PathVariable String provider,
            @RequestParam(name = "text", defaultValue = "") String text,
            @RequestParam(name = "application", defaultValue = "") String application,
            @RequestParam(name = "before", defaultValue = "") String before,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        ProviderPlace place = ProviderPlace.of(providers, provider, user);
        ProposalsPage.Filter filter = new ProposalsPage.Filter(readable(text), readable(application), id(before));
        List<Listed> open = filter.before() == null ? listed(user, place, filter, OPEN, MOST_OPEN + 1) : List.of();
        List<Listed> ended = listed(user, place, filter, ENDED, PAGE + 1);
        boolean more = ended.size() > PAGE;
        pages.write(
                request,
                response,
                user,
                new ProposalsPage(
                        place,
                        filter,
                        applications.all().stream()
                                .filter(one -> !one.roles().isEmpty())
                                .map(one -> new RulesPage.Choice(one.id(), one.name(user.language())))
                                .sorted(Comparator.comparing(RulesPage.Choice::name))
                                .toList(),
                        groups(open.stream().limit(MOST_OPEN).toList(), user),
                        ended.stream().limit(PAGE).map(one -> row(one, user)).toList(),
                        more ? ended.get(PAGE - 1).proposal().id() : null,
                        open.size() > MOST_OPEN));
    }

    private List<Listed> listed(
            DeskUser user, ProviderPlace place, ProposalsPage.Filter filter, Set<State> states, int most) {
        return list.of(
                user.actor(),
                place.id(),
                new ProposalList.Wanted(
                        states, filter.application(), filter.text(), states.equals(ENDED) ? filter.before() : null),
                most);
    }

    private List<ProposalsPage.Group> groups(List<Listed> open, DeskUser user) {
        Map<String, List<ProposalsPage.Row>> groups = new LinkedHashMap<>();
        for (String code : List.of("you", "drafts", "others")) {
            groups.put(code, new ArrayList<>());
        }
        for (Listed one : open) {
            groups.getOrDefault(group(one.proposal(), user), new ArrayList<>()).add(row(one, user));
        }
        return groups.entrySet().stream()
                .filter(group -> !group.getValue().isEmpty())
                .map(group -> new ProposalsPage.Group(group.getKey(), group.getValue()))
                .toList();
    }

    private String group(Proposal proposal, DeskUser user) {
        boolean atWork = proposal.state() == State.DRAFT || proposal.state() == State.OUTDATED;
        if (atWork) {
            return proposal.author().equals(user.actor().name()) ? "drafts" : "others";
        }
        return tasks.isTheirs(proposal, user) ? "you" : "others";
    }

    private ProposalsPage.Row row(Listed listed, DeskUser user) {
        Proposal proposal = listed.proposal();
        List<ProposalsPage.Touched> touched = new ArrayList<>();
        listed.touched().forEach((id, roles) -> {
            Application application = applications.find(id).orElse(null);
            touched.add(new ProposalsPage.Touched(
                    application == null ? id : application.name(user.language()),
                    RoleLabel.of(application, roles, user.language())));
        });
        return new ProposalsPage.Row(
                proposal.id(),
                proposal.state().code(),
                proposal.why(),
                authors.name(proposal.author(), user),
                ENDED.contains(proposal.state()) ? proposal.changedAt() : proposal.createdAt(),
                listed.rules(),
                proposal.version(),
                touched);
    }

    /** What no database takes finds nothing. */
    private static String readable(String text) {
        return text.strip().replace("\u0000", "\uFFFD");
    }

    private static @Nullable UUID id(String text) {
        try {
            return text.isEmpty() ? null : UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
