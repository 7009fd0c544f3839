package de.stadttor.directory;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A person of a provider's directory, with no more than what the hub would learn when they sign in.
 *
 * @param id the directory's own; the {@code sub} of a sign-in
 * @param enabled whether the provider lets them sign in at all
 * @param groups ids of the groups they are in themselves, in the order of the groups' names
 * @param roles realm roles that they have, by themselves, by a group or by another role; sorted
 * @param orgUnit as told at a sign-in, be it their own attribute or a group's; null where there is none
 * @param ags as told at a sign-in, not yet compared with the municipalities of the provider; null where there is none
 */
public record DirectoryPerson(
        String id,
        String username,
        @Nullable String givenName,
        @Nullable String familyName,
        @Nullable String email,
        boolean emailVerified,
        boolean enabled,
        List<String> groups,
        List<String> roles,
        @Nullable String orgUnit,
        @Nullable String ags) {

    /** Given and family name; the user name where there is neither. */
    public String name() {
        String name = Stream.of(givenName == null ? "" : givenName, familyName == null ? "" : familyName)
                .filter(part -> !part.isBlank())
                .collect(Collectors.joining(" "));
        return name.isEmpty() ? username : name;
    }

    /** Never what the directory says of the person. */
    @Override
    public String toString() {
        return "DirectoryPerson[id=" + id + "]";
    }
}
