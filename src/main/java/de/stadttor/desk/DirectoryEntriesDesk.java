package de.stadttor.desk;

import de.stadttor.desk.DirectoryPage.PersonRow;
import de.stadttor.directory.DirectoryGroup;
import de.stadttor.directory.DirectoryPerson;
import de.stadttor.directory.DirectoryRole;
import de.stadttor.directory.DirectorySnapshot;
import de.stadttor.directory.DirectoryState;
import de.stadttor.web.Desk;
import de.stadttor.web.DeskUser;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** One group, one role and one person of a provider's directory. */
@Desk
class DirectoryEntriesDesk {

    private static final int PEOPLE = 50;
    private static final int GROUPS = 200;

    private final DeskPages pages;
    private final DirectorySight sight;
    private final RulesInUse rules;
    private final Prospects prospects;
    private final Clock clock;

    /** What a page of an entry is made from. */
    private record Opened(DirectorySight.Seen seen, DirectoryStand stand, DirectorySnapshot snapshot) {}

    /** Makes the page of an entry that is there. */
    private interface Content {
        DeskContent of(Opened opened);
    }

    DirectoryEntriesDesk(DeskPages pages, DirectorySight sight, RulesInUse rules, Prospects prospects, Clock clock) {
        this.pages = pages;
        this.sight = sight;
        this.rules = rules;
        this.prospects = prospects;
        this.clock = clock;
    }

    @GetMapping("/desk/providers/{provider}/directory/groups/{group}")
    void group(
            DeskUser user,
            @PathVariable String provider,
            @PathVariable("group") String id,
            @RequestParam(name = "page", defaultValue = "0") String page,
            @RequestParam(name = "below", defaultValue = "0") String below,
            @RequestParam(name = "seen", required = false) @Nullable String seen,
            @RequestParam(name = "soon", required = false) @Nullable String soon,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        show(user, provider, request.getRequestURI(), Numbers.asked(seen, soon), request, response, opened -> {
            DirectorySnapshot snapshot = opened.snapshot();
            DirectoryGroup group = snapshot.group(id).orElseThrow(DeskProblems.NotThere::new);
            return new DirectoryGroupPage(
                    opened.seen().place(),
                    opened.stand(),
                    "group",
                    group.name(),
                    group.claim(),
                    "",
                    snapshot.above(group).stream().map(GroupBranch::alone).toList(),
                    group.members(),
                    group.membersBelow(),
                    people(snapshot.members(group), page),
                    Paged.of(GroupBranch.below(snapshot, group), Numbers.page(below), GROUPS),
                    rules.ofGroup(provider, group.claim(), user));
        });
    }

    /** A role has no id, and its name may hold whatever an address cannot. */
    @GetMapping("/desk/providers/{provider}/directory/role")
    void role(
            DeskUser user,
            @PathVariable String provider,
            @RequestParam(name = "name", defaultValue = "") String name,
            @RequestParam(name = "page", defaultValue = "0") String page,
            @RequestParam(name = "seen", required = false) @Nullable String seen,
            @RequestParam(name = "soon", required = false) @Nullable String soon,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        String here = request.getRequestURI() + "?name=" + URLEncoder.encode(name, StandardCharsets.UTF_8);
        show(user, provider, here, Numbers.asked(seen, soon), request, response, opened -> {
            DirectoryRole role = opened.snapshot().roles().stream()
                    .filter(one -> one.name().equals(name))
                    .findFirst()
                    .orElseThrow(DeskProblems.NotThere::new);
            String description = role.description();
            return new DirectoryGroupPage(
                    opened.seen().place(),
                    opened.stand(),
                    "role",
                    name,
                    name,
                    description == null ? "" : description,
                    List.of(),
                    role.members(),
                    role.members(),
                    people(opened.snapshot().holders(role), page),
                    Paged.of(List.of(), 0, 1),
                    rules.ofRole(provider, name, user));
        });
    }

    @GetMapping("/desk/providers/{provider}/directory/people/{person}")
    void person(
            DeskUser user,
            @PathVariable String provider,
            @PathVariable("person") String id,
            @RequestParam(name = "seen", required = false) @Nullable String seen,
            @RequestParam(name = "soon", required = false) @Nullable String soon,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        show(user, provider, request.getRequestURI(), Numbers.asked(seen, soon), request, response, opened -> {
            DirectoryPerson person = opened.snapshot().person(id).orElseThrow(DeskProblems.NotThere::new);
            return prospects.page(
                    opened.seen().place(),
                    opened.stand(),
                    opened.seen().provider(),
                    opened.snapshot(),
                    person,
                    user.language());
        });
    }

    private void show(
            DeskUser user,
            String provider,
            String here,
            DirectoryStand.Asked asked,
            HttpServletRequest request,
            HttpServletResponse response,
            Content content)
            throws IOException {
        DirectorySight.Seen seen = sight.of(provider, user);
        DirectoryState state = seen.state();
        if (state == null) {
            pages.write(request, response, user, DirectoryPage.without(seen.place()));
            return;
        }
        DirectoryStand stand = DirectoryStand.of(state, here, asked, user, clock.instant());
        DirectorySnapshot snapshot = state.snapshot();
        pages.write(
                request,
                response,
                user,
                snapshot == null
                        ? DirectoryPage.unread(seen.place(), stand)
                        : content.of(new Opened(seen, stand, snapshot)));
    }

    private static Paged<PersonRow> people(List<DirectoryPerson> all, String page) {
        Paged<DirectoryPerson> shown = Paged.of(all, Numbers.page(page), PEOPLE);
        return new Paged<>(shown.entries().stream().map(PersonRow::of).toList(), shown.number(), shown.more());
    }
}
