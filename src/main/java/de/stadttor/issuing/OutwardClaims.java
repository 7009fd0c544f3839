package de.stadttor.issuing;

import de.stadttor.federation.Assurance;
import de.stadttor.federation.Provider;
import de.stadttor.issuing.ClaimsRequest.Wish;
import de.stadttor.person.Person;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which claims leave the hub, by allow-list: a claim leaves only if it stands here, its scope was granted and the
 * person's provider released it to the application. What is missing is left out, never an error.
 */
final class OutwardClaims {

    private static final List<String> NAME = List.of("name", "given_name", "family_name", "preferred_username");
    private static final List<String> PROFILE = List.of(
            "middle_name",
            "nickname",
            "profile",
            "picture",
            "website",
            "gender",
            "birthdate",
            "zoneinfo",
            "locale",
            "updated_at");

    private static final List<String> EMAIL = List.of("email", "email_verified");
    private static final List<String> ORGANIZATION = List.of("provider", "municipality", "ags", "state", "org_unit");
    private static final List<String> SIGN_IN = List.of("sub", "sid", "acr", "amr", "auth_time");

    /** Every claim that the hub knows, in the order in which discovery names them. */
    static final List<String> KNOWN = Stream.of(SIGN_IN, NAME, PROFILE, EMAIL, ORGANIZATION, List.of("roles"))
            .flatMap(List::stream)
            .toList();

    private OutwardClaims() {}

    /**
     * Claims that a request wants by their names (OpenID Connect Core section 5.5). Asking so counts as asking for the
     * claim's scope: the application has to be registered for it, and the release says the rest.
     */
    static Map<String, Object> single(Entitlement entitlement, Map<String, Wish> wanted) {
        if (wanted.isEmpty()) {
            return Map.of();
        }
        Set<String> scopes = entitlement.application().scopes();
        Map<String, Object> claims = new LinkedHashMap<>(aboutPerson(entitlement, scopes));
        claims.putAll(aboutWork(entitlement, scopes));
        claims.keySet().retainAll(wanted.keySet());
        return claims;
    }

    /** All that userinfo says beside {@code sub}. */
    static Map<String, Object> userinfo(Entitlement entitlement, Set<String> scopes, Asked asked) {
        Map<String, Object> claims = new LinkedHashMap<>(aboutPerson(entitlement, scopes));
        claims.putAll(aboutWork(entitlement, scopes));
        ClaimsRequest wanted = asked.claims();
        if (wanted != null) {
            claims.putAll(single(entitlement, wanted.userinfo()));
        }
        return claims;
    }

    /** All that an ID token says of the person. */
    static Map<String, Object> idToken(Entitlement entitlement, Grant grant, Set<String> scopes) {
        Map<String, Object> claims = new LinkedHashMap<>(aboutSignIn(entitlement, grant));
        claims.putAll(aboutWork(entitlement, scopes));
        ClaimsRequest wanted = grant.asked().claims();
        if (wanted != null) {
            claims.putAll(single(entitlement, wanted.idToken()));
            claims.computeIfPresent("acr", (name, actual) -> acr(actual, wanted.inIdToken(name)));
        }
        return claims;
    }

    /** Section 5.5.1.1: one of the values that were asked for; a lower level than the person has is true as well. */
    private static Object acr(Object actual, @Nullable Wish wish) {
        if (wish == null || wish.values().isEmpty() || wish.values().contains(actual)) {
            return actual;
        }
        Assurance level = Assurance.ofAcr(actual.toString());
        return Arrays.stream(Assurance.values())
                .filter(lower -> lower.compareTo(level) < 0 && wish.values().contains(lower.acr()))
                .max(Comparator.naturalOrder())
                .<Object>map(Assurance::acr)
                .orElse(actual);
    }

    /** Claims of the scopes {@code profile} and {@code email}: for userinfo. */
    static Map<String, Object> aboutPerson(Entitlement entitlement, Set<String> scopes) {
        Map<String, Object> claims = new LinkedHashMap<>();
        Person person = entitlement.person();
        Set<String> released = entitlement.decision().releasedClaims();
        if (scopes.contains("profile")) {
            if (released.contains("name")) {
                copy(person.profile(), NAME, claims);
            }
            if (released.contains("profile")) {
                copy(person.profile(), PROFILE, claims);
            }
        }
        if (scopes.contains("email") && released.contains("email")) {
            put(claims, "email", person.email());
            if (person.email() != null) {
                claims.put("email_verified", person.emailVerified());
            }
        }
        return claims;
    }

    /** Claims of the scopes {@code organization} and {@code roles}: for every token and userinfo. */
    static Map<String, Object> aboutWork(Entitlement entitlement, Set<String> scopes) {
        Map<String, Object> claims = new LinkedHashMap<>();
        if (scopes.contains("organization")) {
            Person person = entitlement.person();
            Provider provider = entitlement.provider();
            claims.put("provider", provider.id());
            String ags = person.ags();
            if (ags != null) {
                provider.municipality(ags).ifPresent(municipality -> {
                    claims.put("municipality", municipality.name());
                    claims.put("ags", municipality.ags());
                    claims.put("state", municipality.state().code());
                });
            }
            if (entitlement.decision().releasedClaims().contains("org_unit")) {
                put(claims, "org_unit", person.orgUnit());
            }
        }
        if (scopes.contains("roles")) {
            claims.put("roles", List.copyOf(entitlement.roles()));
        }
        return claims;
    }

    /** How the person signed in: always. */
    static Map<String, Object> aboutSignIn(Entitlement entitlement, Grant grant) {
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("sid", grant.sessionId().toString());
        claims.put("auth_time", grant.authTime().getEpochSecond());
        Assurance assurance = entitlement.signIn().assurance();
        put(claims, "acr", assurance == null ? null : assurance.acr());
        if (!grant.amr().isEmpty()) {
            claims.put("amr", grant.amr());
        }
        return claims;
    }

    private static void copy(Map<String, Object> from, List<String> names, Map<String, Object> to) {
        names.forEach(name -> put(to, name, from.get(name)));
    }

    private static void put(Map<String, Object> claims, String name, @Nullable Object value) {
        if (value != null) {
            claims.put(name, value);
        }
    }
}
