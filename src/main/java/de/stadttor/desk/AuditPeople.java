package de.stadttor.desk;

import de.stadttor.person.AccountSearch;
import de.stadttor.person.Accounts;
import de.stadttor.person.StaffMember;
import de.stadttor.platform.References;
import de.stadttor.web.DeskUser;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Whom somebody means who looks into the audit: among those alone about whom they may know. */
@Component
class AuditPeople {

    private static final int MOST = 12;

    private final AccountSearch search;
    private final Accounts accounts;

    AuditPeople(AccountSearch search, Accounts accounts) {
        this.search = search;
        this.accounts = accounts;
    }

    /**
     * @param account null for everybody
     * @param name of that person; null where it is not known
     * @param reference null for any
     * @param several who may be meant, where that is not clear
     * @param nobody whether somebody was meant whom there is not
     */
    record Meant(
            @Nullable UUID account,
            @Nullable String name,
            @Nullable String reference,
            List<AuditPage.Found> several,
            boolean nobody) {

        static final Meant EVERYBODY = new Meant(null, null, null, List.of(), false);
        static final Meant NOBODY = new Meant(null, null, null, List.of(), true);

        public boolean isClear() {
            return several.isEmpty() && !nobody;
        }
    }

    Meant meant(AuditFilter filter, DeskUser user) {
        if (!filter.account().isEmpty()) {
            return Optional.ofNullable(filter.chosen())
                    .flatMap(accounts::find)
                    .filter(person -> user.reads(person.providerId()))
                    .map(person -> one(new StaffMember("", person)))
                    .orElse(Meant.NOBODY);
        }
        if (filter.who().isEmpty()) {
            return Meant.EVERYBODY;
        }
        List<StaffMember> found = search.find(scope(filter, user), filter.who(), MOST);
        List<StaffMember> exactly = found.stream()
                .filter(member ->
                        Stream.of(member.name(), member.person().email()).anyMatch(filter.who()::equalsIgnoreCase))
                .toList();
        if (found.size() == 1 || exactly.size() == 1) {
            return one(exactly.size() == 1 ? exactly.getFirst() : found.getFirst());
        }
        return found.isEmpty()
                ? References.read(filter.who())
                        .map(reference -> new Meant(null, null, reference, List.of(), false))
                        .orElse(Meant.NOBODY)
                : new Meant(
                        null,
                        null,
                        null,
                        found.stream().map(member -> choice(member, filter)).toList(),
                        false);
    }

    private static @Nullable String scope(AuditFilter filter, DeskUser user) {
        if (!user.isOperator()) {
            return user.provider().id();
        }
        return filter.provider().isEmpty() ? null : filter.provider();
    }

    private static Meant one(StaffMember member) {
        Object name = member.person().profile().get("name");
        return new Meant(member.person().accountId(), name == null ? null : name.toString(), null, List.of(), false);
    }

    private static AuditPage.Found choice(StaffMember member, AuditFilter filter) {
        return new AuditPage.Found(
                member.name(),
                member.person().email(),
                member.unit(),
                filter.of(member.person().accountId()).href("/desk/audit"));
    }
}
