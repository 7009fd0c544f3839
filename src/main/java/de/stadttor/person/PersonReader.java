package de.stadttor.person;

import de.stadttor.federation.Provider;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads an upstream identity by the claim profile of its provider. What has the wrong type or form is not there. */
public final class PersonReader {

    /** OpenID Connect Core 1.0, section 5.4, scope {@code profile}, those that are plain text. */
    private static final Set<String> TEXTS = Set.of(
            "name",
            "family_name",
            "given_name",
            "middle_name",
            "nickname",
            "preferred_username",
            "gender",
            "birthdate",
            "zoneinfo",
            "locale");

    private static final Set<String> ADDRESSES = Set.of("profile", "picture", "website");

    private PersonReader() {}

    public static ToldClaims read(UpstreamIdentity identity, Provider provider) {
        Map<String, Object> claims = identity.claims();
        Provider.ClaimProfile names = provider.claims();
        String email = email(claims.get("email"));
        Named groups = named(claims, names.groups());
        return new ToldClaims(
                groups.texts(),
                groups.complete() && !isCutOff(claims, names.groups()),
                named(claims, names.roles()).texts(),
                first(claims, names.orgUnit()).flatMap(CleanText::stripped).orElse(null),
                ags(claims, provider),
                profile(claims),
                email,
                email != null && isTrue(claims.get("email_verified")));
    }

    /** How they signed in; an acr that is missing or not in the provider's table is worth nothing. */
    public static Person.SignIn signIn(UpstreamIdentity identity, Provider provider) {
        String acr = identity.acr();
        return new Person.SignIn(
                acr == null ? null : provider.assurance().get(acr), identity.authTime(), identity.amr());
    }

    private static @Nullable String ags(Map<String, Object> claims, Provider provider) {
        if (provider.claims().ags() == null) {
            return provider.municipalities().size() == 1
                    ? provider.municipalities().getFirst().ags()
                    : null;
        }
        return first(claims, provider.claims().ags())
                .map(value -> String.valueOf(value).strip())
                .filter(ags -> provider.municipality(ags).isPresent())
                .orElse(null);
    }

    /**
     * @param complete false where an entry was left out because it is no fit name
     */
    private record Named(List<String> texts, boolean complete) {}

    private static Named named(Map<String, Object> claims, @Nullable String name) {
        Set<String> texts = new TreeSet<>();
        Collection<?> entries = entries(claims, name);
        boolean complete = true;
        for (Object entry : entries) {
            Optional<String> text = CleanText.exact(entry);
            text.ifPresent(texts::add);
            complete &= text.isPresent();
        }
        return new Named(List.copyOf(texts), complete);
    }

    private static Collection<?> entries(Map<String, Object> claims, @Nullable String name) {
        Object value = name == null ? null : ClaimPath.find(claims, name).orElse(null);
        if (value == null || (value instanceof String text && text.isBlank())) {
            return List.of();
        }
        return value instanceof Collection<?> list ? list : List.of(value);
    }

    private static Optional<Object> first(Map<String, Object> claims, @Nullable String name) {
        return new ArrayList<Object>(entries(claims, name)).stream().findFirst();
    }

    /** Entra ID names a groups claim that it did not send: {@code _claim_names}, or {@code hasgroups}. */
    private static boolean isCutOff(Map<String, Object> claims, @Nullable String groups) {
        boolean elsewhere = claims.get("_claim_names") instanceof Map<?, ?> names
                && (names.containsKey("groups") || (groups != null && names.containsKey(groups)));
        return elsewhere || isTrue(claims.get("hasgroups"));
    }

    private static Map<String, Object> profile(Map<String, Object> claims) {
        Map<String, Object> profile = new LinkedHashMap<>();
        for (String name : TEXTS) {
            CleanText.stripped(claims.get(name)).ifPresent(text -> profile.put(name, text));
        }
        for (String name : ADDRESSES) {
            CleanText.exact(claims.get(name))
                    .filter(text -> text.startsWith("https://") || text.startsWith("http://"))
                    .ifPresent(text -> profile.put(name, text));
        }
        if (claims.get("updated_at") instanceof Number seconds) {
            profile.put("updated_at", seconds.longValue());
        }
        return profile;
    }

    /** It is compared with the owners of applications, so it counts as it is or not at all. */
    private static @Nullable String email(@Nullable Object value) {
        return CleanText.exact(value)
                .filter(text -> text.indexOf('@') > 0 && !text.endsWith("@"))
                .filter(text -> text.chars().noneMatch(Character::isWhitespace))
                .orElse(null);
    }

    private static boolean isTrue(@Nullable Object value) {
        return Boolean.TRUE.equals(value)
                || (value instanceof String text
                        && text.toLowerCase(Locale.ROOT).equals("true"));
    }
}
