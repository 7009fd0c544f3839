package de.stadttor.desk;

import de.stadttor.access.AccessDecision;
import de.stadttor.access.Reason;
import de.stadttor.application.Application;
import de.stadttor.directory.DirectoryPerson;
import de.stadttor.person.Person;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Somebody of a provider's directory, with what they would get in each application now.
 *
 * @param groups they are in themselves
 * @param told as the hub would read it from a sign-in now
 * @param lastTold when a sign-in last told the hub; null for those who never signed in, or of whom that is forgotten
 * @param cutOff whether the groups came cut off then
 * @param shutOut whether the account is disabled at the hub
 */
record DirectoryPersonPage(
        ProviderPlace provider,
        DirectoryStand stand,
        DirectoryPerson person,
        List<GroupBranch> groups,
        Person told,
        @Nullable Instant lastTold,
        boolean cutOff,
        boolean shutOut,
        List<Prospect> prospects)
        implements DeskContent {

    /**
     * What they would get in one application.
     *
     * @param roles that they would have, those included that something else stands against
     * @param reason as in the keys of its message; null where they would get in
     * @param rules that give the roles
     */
    record Prospect(
            String id,
            String application,
            List<RoleLabel> roles,
            @Nullable String reason,
            List<String> rules) {

        static Prospect of(AccessDecision decision, Application application, String language) {
            Reason reason = decision.reason();
            return new Prospect(
                    application.id(),
                    application.name(language),
                    RoleLabel.of(application, decision.roles(), language),
                    reason == null ? null : reason.code(),
                    decision.matched().stream()
                            .map(AccessDecision.Matched::ruleId)
                            .limit(20)
                            .toList());
        }
    }

    @Override
    public String template() {
        return "directory-person";
    }

    @Override
    public Section section() {
        return Section.DIRECTORY;
    }

    @Override
    public List<Crumb> crumbs() {
        return provider.crumbs(Section.DIRECTORY, "directory", person.name());
    }

    /** Never who it is. */
    @Override
    public String toString() {
        return "DirectoryPersonPage";
    }
}
