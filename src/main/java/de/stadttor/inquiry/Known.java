package de.stadttor.inquiry;

import de.stadttor.person.Person;
import de.stadttor.person.StaffMember;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A person as they are told now.
 *
 * @param account their account at the hub; null for somebody who never signed in
 * @param live whether the provider's directory tells this; else it is from their latest sign-in
 */
public record Known(StaffMember member, @Nullable UUID account, boolean live) {

    public String subject() {
        return member.subject();
    }

    public Person person() {
        return member.person();
    }
}
