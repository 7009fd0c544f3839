package de.stadttor.issuing;

import de.stadttor.application.Application;
import de.stadttor.application.Applications;
import de.stadttor.platform.Settings;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.stereotype.Component;

/**
 * Resource indicators (RFC 8707): an application restricts its access tokens to one API of those that they would be good
 * for. It may name what the application that its tokens are for is known by, and userinfo.
 */
@Component
class Resources {

    /** The error of section 2. */
    static final String INVALID_TARGET = "invalid_target";

    static final String NOT_ITS_OWN = "resource names nothing that the application's tokens are good for";

    private final Function<String, Optional<Application>> applications;
    private final String userinfo;

    @Autowired
    Resources(Applications applications, Settings settings) {
        this(applications::find, settings.issuer());
    }

    /**
     * @param applications the registered ones by id
     */
    Resources(Function<String, Optional<Application>> applications, String issuer) {
        this.applications = applications;
        this.userinfo = issuer + "/userinfo";
    }

    /** Whether the application may restrict its tokens to each of these; compared exactly. */
    boolean mayAsk(Application application, Collection<String> asked) {
        return asked.isEmpty() || ofTokens(application).containsAll(asked);
    }

    private Set<String> ofTokens(Application application) {
        Set<String> all = new HashSet<>();
        if (application.scopes().contains("openid")) {
            all.add(userinfo);
        }
        applications
                .apply(application.tokenAudience())
                .ifPresent(audience -> all.addAll(audience.protocol().resources()));
        return all;
    }

    /**
     * What a token request asks for (section 2.2).
     *
     * @param parameter as Spring's converters hand it on: a text, several, or null for none
     * @throws OAuth2AuthenticationException with {@code invalid_target} where it is not the application's to ask for;
     *     nothing is used up
     */
    List<String> wanted(@Nullable Object parameter, Application application) {
        List<String> wanted = parameter == null ? List.of() : values(parameter);
        if (!mayAsk(application, wanted)) {
            throw Refusals.of(INVALID_TARGET, NOT_ITS_OWN);
        }
        return wanted;
    }

    private static List<String> values(Object parameter) {
        Collection<?> values = switch (parameter) {
            case String[] several -> Arrays.asList(several);
            case Collection<?> several -> several;
            case String one -> List.of(one);
            default -> List.of();
        };
        return values.stream()
                .map(String::valueOf)
                .filter(value -> !value.isEmpty())
                .distinct()
                .toList();
    }

    /**
     * What the next access token of a grant is restricted to.
     *
     * @param granted what the authorization request named; empty for all
     * @param wanted what the token request names, out of what the application {@linkplain #mayAsk may ask}; empty for all
     *     that was granted
     * @return empty where it was not granted, or is no longer the application's to have; a list without an entry stands for
     *     no restriction
     */
    Optional<List<String>> restriction(Application application, List<String> granted, List<String> wanted) {
        if (!granted.isEmpty() && !granted.containsAll(wanted)) {
            return Optional.empty();
        }
        List<String> restriction = wanted.isEmpty() ? granted : wanted;
        return mayAsk(application, restriction) ? Optional.of(restriction) : Optional.empty();
    }

    /** Whether a token is good for userinfo: it was not restricted to anything else. */
    boolean isForUserinfo(Collection<String> audience, Application application) {
        return audience.contains(application.tokenAudience()) || audience.contains(userinfo);
    }

    /** Whether a token is meant for an application, by its id or a name of its API. */
    static boolean isFor(Collection<String> audience, Application application) {
        return audience.contains(application.id())
                || application.protocol().resources().stream().anyMatch(audience::contains);
    }
}
