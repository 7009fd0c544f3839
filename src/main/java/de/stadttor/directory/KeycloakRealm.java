package de.stadttor.directory;

import com.nimbusds.jwt.JWTParser;
import de.stadttor.directory.DirectoryProblem.Kind;
import de.stadttor.federation.Provider;
import de.stadttor.platform.CallFailure;
import de.stadttor.platform.OutgoingCalls;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.WebApplicationException;
import java.text.ParseException;
import java.util.function.Function;
import org.jboss.resteasy.client.jaxrs.ResteasyClient;
import org.jboss.resteasy.client.jaxrs.internal.ResteasyClientBuilderImpl;
import org.jspecify.annotations.Nullable;
import org.keycloak.admin.client.JacksonProvider;
import org.keycloak.admin.client.Keycloak;
import org.keycloak.admin.client.KeycloakBuilder;
import org.keycloak.admin.client.resource.RealmResource;

/** A provider's realm, read as the hub's directory client; each failure is told in one sentence. */
final class KeycloakRealm implements AutoCloseable {

    private final Provider.Directory directory;
    private final ResteasyClient http;
    private final Keycloak keycloak;

    KeycloakRealm(Provider.Directory directory, String secret, OutgoingCalls calls) {
        this.directory = directory;
        this.http = new ResteasyClientBuilderImpl()
                .httpEngine(new ReadOnlyEngine(calls))
                .register(JacksonProvider.class, 100)
                .build();
        this.keycloak = KeycloakBuilder.builder()
                .serverUrl(directory.url())
                .realm(directory.realm())
                .grantType("client_credentials")
                .clientId(directory.clientId())
                .clientSecret(secret)
                .resteasyClient(http)
                .build();
    }

    /**
     * Signs the client in.
     *
     * @return whether a sign-in tells groups by name alone; false, with the path, where the provider's set-up does not
     *     say
     */
    boolean tellsGroupNames() {
        try {
            String token = keycloak.tokenManager().getAccessTokenString();
            Object told = JWTParser.parse(token).getJWTClaimsSet().getClaim(WantedClients.GROUPS_TOLD_AS);
            return WantedClients.BY_NAME.equals(told);
        } catch (ParseException e) {
            return false;
        } catch (WebApplicationException e) {
            throw refusedSignIn(e);
        } catch (ProcessingException e) {
            throw failure("the sign-in of the hub's client", e);
        }
    }

    /**
     * Asks once, and once more where the answer got lost.
     *
     * @param what in words, for the sentence of a failure
     * @throws ReadFailure where there is no answer, or none that can be read
     */
    <T> T ask(String what, Function<RealmResource, T> question) {
        for (boolean again = false; ; again = true) {
            try {
                T answer = question.apply(keycloak.realm(directory.realm()));
                if (answer == null) {
                    throw new ReadFailure(Kind.NONSENSE, host() + " answers nothing for " + what + ".");
                }
                return answer;
            } catch (WebApplicationException e) {
                if (again || e.getResponse().getStatus() < 500) {
                    throw refusal(what, e);
                }
            } catch (ProcessingException e) {
                if (again || !isLost(e)) {
                    throw failure(what, e);
                }
            }
        }
    }

    private static boolean isLost(ProcessingException e) {
        return cause(e, CallFailure.class) instanceof CallFailure lost && lost.kind() == CallFailure.Kind.UNREACHABLE;
    }

    private ReadFailure refusedSignIn(WebApplicationException e) {
        int status = e.getResponse().getStatus();
        if (status == 400 || status == 401) {
            return new ReadFailure(
                    Kind.CLIENT_REFUSED,
                    host() + " refuses the client " + directory.clientId() + " of realm " + directory.realm()
                            + ": its secret is wrong or has expired, or the client is switched off.",
                    e);
        }
        return refusal("the sign-in of the hub's client", e);
    }

    private ReadFailure refusal(String what, WebApplicationException e) {
        int status = e.getResponse().getStatus();
        return switch (status) {
            case 401 ->
                new ReadFailure(
                        Kind.CLIENT_REFUSED,
                        host() + " no longer accepts the client " + directory.clientId() + " while " + what
                                + " is read.",
                        e);
            case 403 ->
                new ReadFailure(
                        Kind.NOT_ALLOWED,
                        "The client " + directory.clientId() + " may not read " + what
                                + "; stadttor provider apply gives it what it needs.",
                        e);
            case 404 ->
                new ReadFailure(
                        Kind.CHANGED_MEANWHILE,
                        host() + " does not know " + what + " of " + directory.realm() + ".",
                        e);
            default ->
                new ReadFailure(
                        status >= 500 || status == 429 ? Kind.UNREACHABLE : Kind.NONSENSE,
                        host() + " answers with status " + status + " when asked for " + what + ".",
                        e);
        };
    }

    private ReadFailure failure(String what, ProcessingException e) {
        if (cause(e, CallFailure.class) instanceof CallFailure lost) {
            return switch (lost.kind()) {
                case UNREACHABLE -> new ReadFailure(Kind.UNREACHABLE, host() + " cannot be reached.", e);
                case TIMED_OUT ->
                    new ReadFailure(
                            Kind.TIMED_OUT, host() + " does not answer in time when asked for " + what + ".", e);
                case TOO_LARGE ->
                    new ReadFailure(Kind.NONSENSE, host() + " answers at too great a length for " + what + ".", e);
                case REFUSED_TARGET ->
                    new ReadFailure(Kind.TARGET_NOT_ALLOWED, host() + " is no address that the hub may call.", e);
            };
        }
        if (cause(e, WebApplicationException.class) instanceof WebApplicationException signIn) {
            return refusedSignIn(signIn);
        }
        return new ReadFailure(Kind.NONSENSE, host() + " answers " + what + " as no Keycloak does.", e);
    }

    private static @Nullable Throwable cause(Throwable e, Class<? extends Throwable> wanted) {
        Throwable at = e;
        for (int depth = 0; at != null && depth < 10; depth++) {
            if (wanted.isInstance(at)) {
                return at;
            }
            at = at.getCause();
        }
        return null;
    }

    private String host() {
        return "Keycloak at " + directory.url();
    }

    @Override
    public void close() {
        keycloak.close();
        http.close();
    }
}
