package de.stadttor.platform;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who wants something changed: passed to every use case that changes something, and named in what it leaves behind.
 *
 * @param name how the audit names them: an account id, a client id, or {@code system}; never a person's name or e-mail
 * @param provider the provider they act for; null for a client and for the system
 * @param roles their roles in the application {@code stadttor} itself
 */
public record Actor(String name, @Nullable String provider, Set<String> roles) {

    public static final String OPERATOR = "operator";
    public static final String PROVIDER_ADMIN = "provider-admin";
    public static final String APPLICATION_OWNER = "application-owner";
    public static final String AUDITOR = "auditor";

    /** The program itself, on the machine of its operator: seeding the demo, bootstrap, break-glass. */
    public static final Actor SYSTEM = new Actor("system", null, Set.of(OPERATOR));

    public Actor {
        roles = Set.copyOf(roles);
    }

    public boolean isOperator() {
        return roles.contains(OPERATOR);
    }

    /** Whether they administer exactly this provider; a provider's admin has no say anywhere else. */
    public boolean administers(String providerId) {
        return roles.contains(PROVIDER_ADMIN) && providerId.equals(provider);
    }

    /** Whether there is a provider whose things are theirs to see, see {@link #reads}. */
    public boolean readsSomewhere() {
        return isOperator() || (provider != null && (roles.contains(PROVIDER_ADMIN) || roles.contains(AUDITOR)));
    }

    /** Whether rules, releases, decisions and sessions of this provider are theirs to see. */
    public boolean reads(String providerId) {
        return isOperator() || administers(providerId) || (roles.contains(AUDITOR) && providerId.equals(provider));
    }
}
