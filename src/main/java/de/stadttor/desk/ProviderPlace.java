package de.stadttor.desk;

import de.stadttor.federation.Provider;
import de.stadttor.federation.Providers;
import de.stadttor.platform.NotAllowed;
import de.stadttor.web.DeskUser;
import java.util.ArrayList;
import java.util.List;

/**
 * The provider that a page below {@code /desk/providers/{id}} is about.
 *
 * @param chosen whether the person came by the list of providers: an operator
 * @param changes whether the person may change what belongs to it
 */
record ProviderPlace(String id, String name, boolean chosen, boolean changes) {

    /**
     * Ids of providers are no secret, the page of a sign-in shows them; so a foreign one is told from one that is not
     * there.
     *
     * @throws DeskProblems.NotThere where there is no such provider
     * @throws NotAllowed where it is not this person's
     */
    static ProviderPlace of(Providers providers, String id, DeskUser user) {
        Provider provider = providers.find(id).orElseThrow(DeskProblems.NotThere::new);
        if (!user.reads(id)) {
            throw new NotAllowed(
                    "what belongs to " + id + " is shown to its own admins and auditors, and to operators");
        }
        return new ProviderPlace(id, provider.name(), user.isOperator(), user.changes(id));
    }

    public String href(String page) {
        return "/desk/providers/" + id + "/" + page;
    }

    /** The codes of the sections that a provider has, in their order; each is the page of that name. */
    public List<String> sections() {
        return Section.ofProvider().stream().map(Section::code).toList();
    }

    List<Crumb> crumbs(Section section, String page, String... further) {
        List<Crumb> crumbs = new ArrayList<>();
        if (chosen) {
            crumbs.add(Crumb.of(Section.PROVIDERS, "/desk/providers"));
        }
        crumbs.add(Crumb.of(name));
        crumbs.add(further.length == 0 ? Crumb.of(section) : Crumb.of(section, href(page)));
        for (String one : further) {
            crumbs.add(Crumb.of(one));
        }
        return crumbs;
    }
}
