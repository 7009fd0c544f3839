package de.stadttor.inquiry;

import de.stadttor.directory.Directories;
import de.stadttor.directory.DirectoryPerson;
import de.stadttor.directory.DirectorySnapshot;
import de.stadttor.directory.DirectoryState;
import de.stadttor.federation.Provider;
import de.stadttor.federation.Providers;
import de.stadttor.person.AccountSearch;
import de.stadttor.person.Person;
import de.stadttor.person.StaffMember;
import de.stadttor.platform.Actor;
import de.stadttor.platform.NotAllowed;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * A provider's people, as the hub knows them: from the directory as it was read last, and those who have signed in.
 * For operators, and for that provider's admins and auditors.
 */
@Component
public class People {

    private static final int LONGEST_SUBJECT = 255;

    private final Directories directories;
    private final AccountSearch accounts;
    private final Providers providers;

    /**
     * Who was found, by name.
     *
     * @param more whether there are more
     * @param live whether the directory was looked through; else those alone who have signed in
     */
    public record Found(List<Known> people, boolean more, boolean live) {
        public Found {
            people = List.copyOf(people);
        }
    }

    People(Directories directories, AccountSearch accounts, Providers providers) {
        this.directories = directories;
        this.accounts = accounts;
        this.providers = providers;
    }

    /**
     * By parts of a name, user name or e-mail address.
     *
     * @throws NotAllowed unless the actor reads what belongs to this provider
     */
    public Found find(String providerId, String query, int most, Actor actor) {
        demandSight(providerId, actor);
        Provider provider = providers.find(providerId).orElse(null);
        if (provider == null || query.isBlank()) {
            return new Found(List.of(), false, false);
        }
        DirectorySnapshot snapshot = snapshot(providerId);
        Map<String, Known> found = new LinkedHashMap<>();
        accounts.find(providerId, query, most + 1)
                .forEach(member -> found.put(member.subject(), known(provider, member, snapshot)));
        if (snapshot != null) {
            for (DirectoryPerson person : snapshot.searchPeople(query, most + 1).entries()) {
                found.computeIfAbsent(person.id(), id -> known(provider, person, snapshot, account(providerId, id)));
            }
        }
        List<Known> sorted = found.values().stream()
                .sorted(Comparator.comparing((Known known) -> known.member().name())
                        .thenComparing(Known::subject))
                .toList();
        return new Found(sorted.subList(0, Math.min(most, sorted.size())), sorted.size() > most, snapshot != null);
    }

    /**
     * @param subject the provider's own {@code sub}
     * @return empty where nobody of this provider is known by it
     * @throws NotAllowed unless the actor reads what belongs to this provider
     */
    public Optional<Known> person(String providerId, String subject, Actor actor) {
        demandSight(providerId, actor);
        Provider provider = providers.find(providerId).orElse(null);
        if (provider == null || subject.isEmpty() || subject.length() > LONGEST_SUBJECT || subject.indexOf('\0') >= 0) {
            return Optional.empty();
        }
        DirectorySnapshot snapshot = snapshot(providerId);
        StaffMember account = account(providerId, subject);
        DirectoryPerson person =
                snapshot == null ? null : snapshot.person(subject).orElse(null);
        if (snapshot != null && person != null) {
            return Optional.of(known(provider, person, snapshot, account));
        }
        return Optional.ofNullable(account)
                .map(member -> new Known(member, member.person().accountId(), false));
    }

    private Known known(Provider provider, StaffMember account, @Nullable DirectorySnapshot snapshot) {
        DirectoryPerson person =
                snapshot == null ? null : snapshot.person(account.subject()).orElse(null);
        return snapshot == null || person == null
                ? new Known(account, account.person().accountId(), false)
                : known(provider, person, snapshot, account);
    }

    /** Whom the hub keeps out, the directory does not let in. */
    private static Known known(
            Provider provider, DirectoryPerson person, DirectorySnapshot snapshot, @Nullable StaffMember account) {
        byte[] key = (provider.id() + " " + person.id()).getBytes(StandardCharsets.UTF_8);
        Person told = snapshot.told(person, provider)
                .of(
                        account == null
                                ? UUID.nameUUIDFromBytes(key)
                                : account.person().accountId(),
                        provider.id(),
                        person.enabled() && (account == null || account.person().enabled()),
                        snapshot.readAt());
        return new Known(
                new StaffMember(person.id(), told),
                account == null ? null : account.person().accountId(),
                true);
    }

    private @Nullable StaffMember account(String providerId, String subject) {
        return accounts.ofSubject(providerId, subject).orElse(null);
    }

    private @Nullable DirectorySnapshot snapshot(String providerId) {
        return directories.look(providerId).map(DirectoryState::snapshot).orElse(null);
    }

    static void demandSight(String providerId, Actor actor) {
        if (!actor.reads(providerId)) {
            throw new NotAllowed("this needs the role provider-admin or auditor of the provider, or operator");
        }
    }
}
