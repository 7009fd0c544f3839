package de.stadttor.directory;

import de.stadttor.federation.Provider;
import de.stadttor.person.Person;
import de.stadttor.person.PersonReader;
import de.stadttor.person.ToldClaims;
import de.stadttor.person.UpstreamIdentity;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A provider's directory as it was completely read once; never changes. Groups stand in the order of the tree, each
 * behind its parent, people by name.
 */
public final class DirectorySnapshot {

    private final String providerId;
    private final Instant readAt;
    private final Duration took;
    private final Provider.ClaimProfile profile;
    private final List<DirectoryGroup> groups;
    private final List<DirectoryRole> roles;
    private final List<DirectoryPerson> people;
    private final Map<String, DirectoryGroup> groupById;
    private final Map<String, DirectoryPerson> personById;
    private final SearchIndex<DirectoryGroup> groupIndex;
    private final SearchIndex<DirectoryRole> roleIndex;
    private final SearchIndex<DirectoryPerson> personIndex;
    private final List<DirectoryUnit> units;
    private final SearchIndex<DirectoryUnit> unitIndex;

    DirectorySnapshot(Provider provider, Instant readAt, Duration took, DirectoryContents contents) {
        this.providerId = provider.id();
        this.profile = provider.claims();
        this.readAt = readAt;
        this.took = took;
        this.groups = contents.groups();
        this.roles = contents.roles();
        this.people = contents.people();
        this.groupById = groups.stream().collect(Collectors.toUnmodifiableMap(DirectoryGroup::id, Function.identity()));
        this.personById =
                people.stream().collect(Collectors.toUnmodifiableMap(DirectoryPerson::id, Function.identity()));
        this.groupIndex = new SearchIndex<>(groups, DirectoryGroup::path);
        this.roleIndex = new SearchIndex<>(roles, DirectoryRole::name);
        this.personIndex = new SearchIndex<>(people, DirectorySnapshot::searched);
        this.units = DirectoryUnit.of(people);
        this.unitIndex = new SearchIndex<>(units, DirectoryUnit::name);
    }

    private static String searched(DirectoryPerson person) {
        String email = person.email();
        return person.name() + "\n" + person.username()
                + (email == null || email.equals(person.username()) ? "" : "\n" + email);
    }

    public String providerId() {
        return providerId;
    }

    /** When the read began: what changed later may be missing. */
    public Instant readAt() {
        return readAt;
    }

    /** How long the read took. */
    public Duration took() {
        return took;
    }

    public List<DirectoryGroup> groups() {
        return groups;
    }

    public List<DirectoryRole> roles() {
        return roles;
    }

    public List<DirectoryPerson> people() {
        return people;
    }

    /** Organisational units that somebody works in, by name. */
    public List<DirectoryUnit> units() {
        return units;
    }

    /**
     * @param id the directory's own
     */
    public Optional<DirectoryGroup> group(String id) {
        return Optional.ofNullable(groupById.get(id));
    }

    /**
     * @param id the directory's own, which is the {@code sub} of a sign-in
     */
    public Optional<DirectoryPerson> person(String id) {
        return Optional.ofNullable(personById.get(id));
    }

    /** The groups right below this one, by name. */
    public List<DirectoryGroup> below(DirectoryGroup parent) {
        return groups.stream()
                .filter(group -> parent.id().equals(group.parentId()))
                .toList();
    }

    /** The groups above this one, from the top. */
    public List<DirectoryGroup> above(DirectoryGroup group) {
        List<DirectoryGroup> above = new ArrayList<>();
        DirectoryGroup at = parent(group);
        while (at != null) {
            above.add(at);
            at = parent(at);
        }
        return above.reversed();
    }

    private @Nullable DirectoryGroup parent(DirectoryGroup group) {
        return group.parentId() == null ? null : groupById.get(group.parentId());
    }

    /** Who is in this very group, by name. */
    public List<DirectoryPerson> members(DirectoryGroup group) {
        return people.stream()
                .filter(person -> person.groups().contains(group.id()))
                .toList();
    }

    /** Who has this role, by name. */
    public List<DirectoryPerson> holders(DirectoryRole role) {
        return people.stream()
                .filter(person -> person.roles().contains(role.name()))
                .toList();
    }

    /** By name and path; case, marks and the spelling of umlauts do not matter. */
    public Found<DirectoryGroup> searchGroups(String query, int most) {
        return groupIndex.find(query, most);
    }

    /** By name. */
    public Found<DirectoryRole> searchRoles(String query, int most) {
        return roleIndex.find(query, most);
    }

    /** By name. */
    public Found<DirectoryUnit> searchUnits(String query, int most) {
        return unitIndex.find(query, most);
    }

    /** By name, user name and e-mail address. */
    public Found<DirectoryPerson> searchPeople(String query, int most) {
        return personIndex.find(query, most);
    }

    /**
     * The claims that a sign-in of this person would bring now, by the names that the provider gives them; of the
     * {@code profile} claims those that name a person.
     */
    public Map<String, Object> claims(DirectoryPerson person) {
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("sub", person.id());
        claims.put("preferred_username", person.username());
        put(claims, "name", fullName(person));
        put(claims, "given_name", person.givenName());
        put(claims, "family_name", person.familyName());
        if (person.email() != null) {
            claims.put("email", person.email());
        }
        claims.put("email_verified", person.emailVerified());
        if (profile.groups() != null) {
            claims.put(
                    profile.groups(),
                    person.groups().stream()
                            .flatMap(id -> group(id).stream())
                            .map(DirectoryGroup::claim)
                            .toList());
        }
        if (profile.roles() != null && !person.roles().isEmpty()) {
            claims.put(profile.roles(), person.roles());
        }
        put(claims, profile.orgUnit(), person.orgUnit());
        put(claims, profile.ags(), person.ags());
        return claims;
    }

    /**
     * What the hub would read from a sign-in of this person now.
     *
     * @param provider the one whose directory this is, as it is configured now
     * @throws IllegalArgumentException for another provider
     */
    public ToldClaims told(DirectoryPerson person, Provider provider) {
        if (!provider.id().equals(providerId)) {
            throw new IllegalArgumentException("the directory of another provider");
        }
        return PersonReader.read(
                new UpstreamIdentity(providerId, person.id(), readAt, null, List.of(), null, claims(person), ""),
                provider);
    }

    /**
     * The person as an access decision would see them after a sign-in now.
     *
     * @param provider the one whose directory this is, as it is configured now
     * @throws IllegalArgumentException for another provider
     */
    public Person seen(DirectoryPerson person, Provider provider) {
        byte[] key = (providerId + " " + person.id()).getBytes(StandardCharsets.UTF_8);
        return told(person, provider).of(UUID.nameUUIDFromBytes(key), providerId, person.enabled(), readAt);
    }

    private static @Nullable String fullName(DirectoryPerson person) {
        return person.givenName() == null && person.familyName() == null ? null : person.name();
    }

    private static void put(Map<String, Object> claims, @Nullable String name, @Nullable String value) {
        if (name != null && value != null) {
            claims.put(name, value);
        }
    }

    /** Never what it holds. */
    @Override
    public String toString() {
        return "DirectorySnapshot[" + providerId + ", " + readAt + "]";
    }
}
