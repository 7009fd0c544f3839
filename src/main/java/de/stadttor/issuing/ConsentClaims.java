package de.stadttor.issuing;

import de.stadttor.access.AccessDecision;
import de.stadttor.federation.Provider;
import de.stadttor.person.Person;
import java.util.LinkedHashMap;
import java.util.Map;

/** What an application would get: for the page that asks the person first. */
public final class ConsentClaims {

    private ConsentClaims() {}

    /** The claims by name, those of tokens and userinfo together, in the order in which they are shown. */
    public static Map<String, Object> of(
            Person person,
            Person.SignIn signIn,
            Provider provider,
            AuthorizationRequest request,
            AccessDecision decision) {
        Entitlement entitlement =
                new Entitlement(person, signIn, provider, request.application(), decision, decision.roles());
        Map<String, Object> claims =
                new LinkedHashMap<>(OutwardClaims.userinfo(entitlement, request.scopes(), request.asked()));
        ClaimsRequest wanted = request.asked().claims();
        if (wanted != null) {
            claims.putAll(OutwardClaims.single(entitlement, wanted.idToken()));
        }
        return claims;
    }
}
