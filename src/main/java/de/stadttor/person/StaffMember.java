package de.stadttor.person;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One of a provider's staff, as one source knows them.
 *
 * @param subject the provider's own {@code sub}: the same in every source
 * @param person for somebody without an account at the hub the id may be any that is not an account's
 */
public record StaffMember(String subject, Person person) {

    /** Display name; where none is told, the user name, and at last the subject. */
    public String name() {
        Object name = person.profile().get("name");
        Object user = person.profile().get("preferred_username");
        return String.valueOf(Objects.requireNonNullElse(name, Objects.requireNonNullElse(user, subject)));
    }

    /** Where they work, as the provider writes it; null where it does not say. */
    public @Nullable String unit() {
        return person.orgUnit();
    }

    /** The same, with an account that the hub keeps out. */
    public StaffMember disabled() {
        return new StaffMember(
                subject,
                new Person(
                        person.accountId(),
                        person.providerId(),
                        false,
                        person.groups(),
                        person.groupsComplete(),
                        person.roles(),
                        person.orgUnit(),
                        person.ags(),
                        person.profile(),
                        person.email(),
                        person.emailVerified(),
                        person.readAt()));
    }
}
