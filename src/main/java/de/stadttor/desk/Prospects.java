package de.stadttor.desk;

import de.stadttor.access.AccessDecision;
import de.stadttor.access.CelExpressions;
import de.stadttor.access.Outlook;
import de.stadttor.access.Releases;
import de.stadttor.access.RuleSets;
import de.stadttor.access.Scene;
import de.stadttor.application.Application;
import de.stadttor.application.Applications;
import de.stadttor.desk.DirectoryPersonPage.Prospect;
import de.stadttor.directory.DirectoryPerson;
import de.stadttor.directory.DirectorySnapshot;
import de.stadttor.federation.Provider;
import de.stadttor.person.Accounts;
import de.stadttor.person.Person;
import de.stadttor.person.StaffMember;
import de.stadttor.platform.GermanDays;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What somebody of a directory would get in each application now, as the rules stand. */
@Component
class Prospects {

    private final Accounts accounts;
    private final Applications applications;
    private final Releases releases;
    private final RuleSets ruleSets;
    private final CelExpressions expressions;
    private final Clock clock;

    Prospects(
            Accounts accounts,
            Applications applications,
            Releases releases,
            RuleSets ruleSets,
            CelExpressions expressions,
            Clock clock) {
        this.accounts = accounts;
        this.applications = applications;
        this.releases = releases;
        this.ruleSets = ruleSets;
        this.expressions = expressions;
        this.clock = clock;
    }

    DirectoryPersonPage page(
            ProviderPlace place,
            DirectoryStand stand,
            Provider provider,
            DirectorySnapshot snapshot,
            DirectoryPerson person,
            String language) {
        Optional<Person> account = accounts.find(provider.id(), person.id());
        Optional<Person> remembered = account.filter(known -> !known.profile().isEmpty());
        boolean shutOut = account.isPresent() && !account.get().enabled();
        Person told = snapshot.seen(person, provider);
        return new DirectoryPersonPage(
                place,
                stand,
                person,
                person.groups().stream()
                        .flatMap(id -> snapshot.group(id).stream())
                        .map(GroupBranch::alone)
                        .toList(),
                told,
                remembered.map(Person::readAt).orElse(null),
                remembered.isPresent() && !remembered.get().groupsComplete(),
                shutOut,
                prospects(
                        provider,
                        shutOut ? new StaffMember(person.id(), told).disabled().person() : told,
                        language));
    }

    private List<Prospect> prospects(Provider provider, Person person, String language) {
        List<Application> all = applications.all();
        Scene scene = Scene.of(provider, all, releases.all(), GermanDays.today(clock));
        List<Prospect> prospects = new ArrayList<>();
        for (AccessDecision decision : Outlook.of(expressions, scene, ruleSets.active(provider.id()), person)) {
            Application application = named(all, decision.applicationId());
            if (application != null) {
                prospects.add(Prospect.of(decision, application, language));
            }
        }
        return prospects;
    }

    private static @Nullable Application named(List<Application> all, String id) {
        return all.stream().filter(one -> one.id().equals(id)).findFirst().orElse(null);
    }
}
