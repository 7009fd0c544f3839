package de.stadttor.issuing;

import de.stadttor.issuing.AccessTokens.Living;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Component;

/**
 * Requests that come with an access token of the hub, to userinfo or the API: by the scheme Bearer (RFC 6750), or DPoP
 * with a proof (RFC 9449 section 7), never in the address. One that is bound counts from its holder alone.
 */
@Component
public class ResourceRequests {

    /** RFC 6750 section 2.2 allows the body for forms; nothing else of the hub is called by one. */
    private static final String USERINFO = "/userinfo";

    private static final Pattern TOKEN =
            Pattern.compile("(Bearer|DPoP) +([A-Za-z0-9._~+/-]+=*)", Pattern.CASE_INSENSITIVE);

    private final AccessTokens tokens;
    private final DpopProofs proofs;
    private final ClientCertificates certificates;

    ResourceRequests(AccessTokens tokens, DpopProofs proofs, ClientCertificates certificates) {
        this.tokens = tokens;
        this.proofs = proofs;
        this.certificates = certificates;
    }

    /** The access token as it is presented; null for none. */
    public @Nullable Authentication read(HttpServletRequest request) {
        List<String> headers = Collections.list(request.getHeaders(HttpHeaders.AUTHORIZATION));
        String inBody = inBody(request);
        boolean inHeader = headers.stream().anyMatch(ResourceRequests::isOurs);
        if (headers.size() > 1 || (inHeader && inBody != null)) {
            throw Refusals.invalidRequest("the access token comes in more than one way");
        }
        if (inBody != null) {
            return new PresentedToken(inBody, false, ShownKeys.of(request, certificates));
        }
        if (!inHeader) {
            return null;
        }
        Matcher header = TOKEN.matcher(headers.getFirst());
        if (!header.matches()) {
            throw Refusals.invalidToken("the access token is malformed");
        }
        return new PresentedToken(
                header.group(2), header.group(1).equalsIgnoreCase("DPoP"), ShownKeys.of(request, certificates));
    }

    /** Whether the request presents a token at all, good or not. */
    public static boolean presentsToken(HttpServletRequest request) {
        return inBody(request) != null
                || Collections.list(request.getHeaders(HttpHeaders.AUTHORIZATION)).stream()
                        .anyMatch(ResourceRequests::isOurs);
    }

    /** Whether it does so by the scheme DPoP. */
    public static boolean isDpop(HttpServletRequest request) {
        String header = request.getHeader(HttpHeaders.AUTHORIZATION);
        return header != null && header.regionMatches(true, 0, "dpop", 0, 4);
    }

    private static boolean isOurs(String header) {
        return header.regionMatches(true, 0, "bearer", 0, 6) || header.regionMatches(true, 0, "dpop", 0, 4);
    }

    private static @Nullable String inBody(HttpServletRequest request) {
        return USERINFO.equals(request.getServletPath()) && "POST".equals(request.getMethod())
                ? FormParameters.of(request, "access_token")
                : null;
    }

    /** A {@link BearerToken} for what {@link #read} found, if it counts and its holder presents it. */
    public Authentication authenticate(Authentication authentication) {
        PresentedToken presented = (PresentedToken) authentication;
        Living living = tokens.living(presented.getCredentials())
                .orElseThrow(() -> Refusals.invalidToken("the token is unknown, expired or taken back"));
        Confirmation bound = living.confirmation();
        if (presented.isDpop()) {
            if (bound == null || !bound.isDpop()) {
                throw Refusals.invalidToken("the token is not bound to a key, expected the scheme Bearer");
            }
            if (!bound.equals(proofs.verify(presented.shown(), presented.getCredentials()))) {
                throw Refusals.invalidToken("the token is bound to another key");
            }
        } else if (bound != null && !bound.equals(ofConnection(presented.shown()))) {
            throw Refusals.invalidToken(
                    bound.isDpop()
                            ? "the token is bound to a key, expected the scheme DPoP with a proof"
                            : "the token is bound to a client certificate that was not shown");
        }
        return new BearerToken(living);
    }

    private static @Nullable Confirmation ofConnection(ShownKeys shown) {
        return shown.certificate() == null ? null : ClientCertificates.confirmation(shown.certificate());
    }
}
