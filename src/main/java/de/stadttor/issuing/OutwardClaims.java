package de.stadttor.issuing;

import de.stadttor.federation.Assurance;
import de.stadttor.federation.Provider;
import de.stadttor.person.Person;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

    private OutwardClaims() {}

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
