package de.stadttor.desk;

import de.stadttor.desk.DirectoryPage.Count;
import de.stadttor.desk.DirectoryPage.Counts;
import de.stadttor.desk.DirectoryPage.PersonRow;
import de.stadttor.directory.DirectoryReloads;
import de.stadttor.directory.DirectorySnapshot;
import de.stadttor.directory.DirectoryState;
import de.stadttor.directory.Found;
import de.stadttor.directory.ReloadTooSoon;
import de.stadttor.federation.Providers;
import de.stadttor.web.Desk;
import de.stadttor.web.DeskUser;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.util.UriComponentsBuilder;

/** A provider's directory: the tree of its groups, its people and its roles, found as one types. */
@Desk
class DirectoryDesk {

    private static final int SIZE = 50;
    private static final int GROUPS = 200;

    /** A page of this directory, after its address. */
    private static final Pattern PAGE =
            Pattern.compile("(/people|/roles|/(groups|people)/[\\w.:%~@!$&'()*+,;=-]{1,300})?");

    private final DeskPages pages;
    private final DirectorySight sight;
    private final DirectoryReloads reloads;
    private final Providers providers;
    private final Clock clock;

    DirectoryDesk(DeskPages pages, DirectorySight sight, DirectoryReloads reloads, Providers providers, Clock clock) {
        this.pages = pages;
        this.sight = sight;
        this.reloads = reloads;
        this.providers = providers;
        this.clock = clock;
    }

    /** What somebody wants to see of a list. */
    private record Wanted(String list, String text, int page, DirectoryStand.Asked asked) {}

    @GetMapping("/desk/providers/{provider}/directory")
    void groups(
            DeskUser user,
            @PathVariable String provider,
            @RequestParam(name = "text", defaultValue = "") String text,
            @RequestParam(name = "page", defaultValue = "0") String page,
            @RequestParam(name = "seen", required = false) @Nullable String seen,
            @RequestParam(name = "soon", required = false) @Nullable String soon,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        show(user, provider, wanted("groups", text, page, seen, soon), request, response);
    }

    @GetMapping("/desk/providers/{provider}/directory/people")
    void people(
            DeskUser user,
            @PathVariable String provider,
            @RequestParam(name = "text", defaultValue = "") String text,
            @RequestParam(name = "page", defaultValue = "0") String page,
            @RequestParam(name = "seen", required = false) @Nullable String seen,
            @RequestParam(name = "soon", required = false) @Nullable String soon,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        show(user, provider, wanted("people", text, page, seen, soon), request, response);
    }

    @GetMapping("/desk/providers/{provider}/directory/roles")
    void roles(
            DeskUser user,
            @PathVariable String provider,
            @RequestParam(name = "text", defaultValue = "") String text,
            @RequestParam(name = "page", defaultValue = "0") String page,
            @RequestParam(name = "seen", required = false) @Nullable String seen,
            @RequestParam(name = "soon", required = false) @Nullable String soon,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        show(user, provider, wanted("roles", text, page, seen, soon), request, response);
    }

    /** A second click joins the read that the first began. */
    @PostMapping("/desk/providers/{provider}/directory/reload")
    void reload(
            DeskUser user,
            @PathVariable String provider,
            @RequestParam(name = "back", defaultValue = "") String back,
            HttpServletResponse response) {
        ProviderPlace place = ProviderPlace.of(providers, provider, user);
        String directory = place.href("directory");
        String target = back.startsWith(directory)
                        && PAGE.matcher(back.substring(directory.length())).matches()
                ? back
                : directory;
        try {
            if (reloads.reload(provider, user.actor()).isEmpty()) {
                throw new DeskProblems.NotThere();
            }
        } catch (ReloadTooSoon e) {
            target += "?soon=" + e.retryAfter().toSeconds();
        }
        pages.leadTo(response, target);
    }

    private static Wanted wanted(String list, String text, String page, @Nullable String seen, @Nullable String soon) {
        return new Wanted(list, text.strip(), Numbers.page(page), Numbers.asked(seen, soon));
    }

    private void show(
            DeskUser user, String provider, Wanted wanted, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        DirectorySight.Seen seen = sight.of(provider, user);
        DirectoryState state = seen.state();
        pages.write(
                request,
                response,
                user,
                state == null ? DirectoryPage.without(seen.place()) : page(seen.place(), state, wanted, user));
    }

    private DirectoryPage page(ProviderPlace place, DirectoryState state, Wanted wanted, DeskUser user) {
        DirectoryPage empty = DirectoryPage.unread(place, stand(place, state, wanted, user));
        DirectorySnapshot snapshot = state.snapshot();
        if (snapshot == null) {
            return empty;
        }
        String text = wanted.text();
        boolean all = text.isEmpty();
        return new DirectoryPage(
                place,
                empty.stand(),
                wanted.list(),
                text,
                counts(snapshot, text),
                all
                        ? ifShown(wanted, "groups", page -> Paged.of(GroupBranch.below(snapshot, null), page, GROUPS))
                        : null,
                all
                        ? null
                        : ifShown(
                                wanted,
                                "groups",
                                page -> map(
                                        Paged.of(snapshot.searchGroups(text, Paged.most(page, SIZE)), page, SIZE),
                                        GroupBranch::alone)),
                ifShown(
                        wanted,
                        "people",
                        page -> map(
                                all
                                        ? Paged.of(snapshot.people(), page, SIZE)
                                        : Paged.of(snapshot.searchPeople(text, Paged.most(page, SIZE)), page, SIZE),
                                PersonRow::of)),
                ifShown(
                        wanted,
                        "roles",
                        page -> all
                                ? Paged.of(snapshot.roles(), page, SIZE)
                                : Paged.of(snapshot.searchRoles(text, Paged.most(page, SIZE)), page, SIZE)));
    }

    private DirectoryStand stand(ProviderPlace place, DirectoryState state, Wanted wanted, DeskUser user) {
        String here = place.href("directory") + (wanted.list().equals("groups") ? "" : "/" + wanted.list());
        UriComponentsBuilder address = UriComponentsBuilder.fromPath(here);
        if (!wanted.text().isEmpty()) {
            address.queryParam("text", "{text}");
        }
        return DirectoryStand.of(
                state,
                address.encode().buildAndExpand(wanted.text()).toUriString(),
                wanted.asked(),
                user,
                clock.instant());
    }

    private static Counts counts(DirectorySnapshot snapshot, String text) {
        if (text.isEmpty()) {
            return new Counts(
                    new Count(snapshot.groups().size(), false),
                    new Count(snapshot.people().size(), false),
                    new Count(snapshot.roles().size(), false));
        }
        return new Counts(
                count(snapshot.searchGroups(text, SIZE)),
                count(snapshot.searchPeople(text, SIZE)),
                count(snapshot.searchRoles(text, SIZE)));
    }

    private static Count count(Found<?> found) {
        return new Count(found.entries().size(), found.more());
    }

    private static <T> @Nullable Paged<T> ifShown(Wanted wanted, String list, Function<Integer, Paged<T>> page) {
        return wanted.list().equals(list) ? page.apply(wanted.page()) : null;
    }

    private static <T, R> Paged<R> map(Paged<T> page, Function<T, R> as) {
        return new Paged<>(page.entries().stream().map(as).toList(), page.number(), page.more());
    }
}
