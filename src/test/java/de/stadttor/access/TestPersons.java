package de.stadttor.access;

import de.stadttor.federation.Assurance;
import de.stadttor.person.Person;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** People to decide about: {@code person("ebit-dresden").groups("/A").build()}. */
final class TestPersons {

    static final Instant NOW = Instant.parse("2026-11-23T09:00:00Z");
    static final Person.SignIn LOW = signIn(Assurance.LOW);
    static final Person.SignIn SUBSTANTIAL = signIn(Assurance.SUBSTANTIAL);
    static final Person.SignIn UNLISTED = signIn(null);

    private final String provider;
    private String name = "somebody";
    private boolean enabled = true;
    private Set<String> groups = Set.of();
    private boolean groupsComplete = true;
    private Set<String> roles = Set.of();
    private @Nullable String orgUnit;
    private @Nullable String ags;

    private TestPersons(String provider) {
        this.provider = provider;
        this.ags = TestProviders.agsOf(provider);
    }

    static TestPersons person(String provider) {
        return new TestPersons(provider);
    }

    static Person.SignIn signIn(@Nullable Assurance assurance) {
        return new Person.SignIn(assurance, NOW, List.of("pwd"));
    }

    TestPersons name(String name) {
        this.name = name;
        return this;
    }

    TestPersons disabled() {
        enabled = false;
        return this;
    }

    TestPersons groups(String... names) {
        groups = Arrays.stream(names).collect(Collectors.toSet());
        return this;
    }

    TestPersons groupsCutOff() {
        groupsComplete = false;
        return this;
    }

    TestPersons roles(String... names) {
        roles = Arrays.stream(names).collect(Collectors.toSet());
        return this;
    }

    TestPersons orgUnit(@Nullable String orgUnit) {
        this.orgUnit = orgUnit;
        return this;
    }

    TestPersons ags(@Nullable String ags) {
        this.ags = ags;
        return this;
    }

    Person build() {
        UUID id = UUID.nameUUIDFromBytes((provider + "/" + name).getBytes(StandardCharsets.UTF_8));
        return new Person(
                id, provider, enabled, groups, groupsComplete, roles, orgUnit, ags, Map.of(), null, false, NOW);
    }
}
