package de.stadttor.web;

import de.stadttor.registration.InvalidClientMetadata;
import de.stadttor.registration.Registrations;
import de.stadttor.registration.UnknownToken;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Where applications register themselves and manage their registration (RFC 7591, RFC 7592). Without a token that counts
 * nobody learns anything, not even whether a client exists.
 */
@RestController
@RequestMapping(path = Registrations.PATH)
class RegistrationEndpoint {

    private static final int MAX_BYTES = 64 * 1024;
    private static final int MOST_SKIPPED = 4 * 1024 * 1024;
    private static final String SCHEME = "Bearer realm=\"stadttor\"";

    /** RFC 6750 section 2.1. */
    private static final Pattern BEARER = Pattern.compile("Bearer +([A-Za-z0-9._~+/-]+=*)", Pattern.CASE_INSENSITIVE);

    private final Registrations registrations;

    /** The request came without a token. */
    static final class NoToken extends RuntimeException {}

    /** The body is longer than any metadata. */
    static final class TooLong extends RuntimeException {}

    RegistrationEndpoint(Registrations registrations) {
        this.registrations = registrations;
    }

    @PostMapping
    ResponseEntity<Map<String, Object>> register(HttpServletRequest request) throws IOException {
        String token = token(request);
        return unstored(HttpStatus.CREATED).body(registrations.register(token, body(request)));
    }

    @GetMapping("/{clientId}")
    ResponseEntity<Map<String, Object>> read(@PathVariable String clientId, HttpServletRequest request) {
        return unstored(HttpStatus.OK).body(registrations.read(clientId, token(request)));
    }

    @PutMapping("/{clientId}")
    ResponseEntity<Map<String, Object>> replace(@PathVariable String clientId, HttpServletRequest request)
            throws IOException {
        String token = token(request);
        return unstored(HttpStatus.OK).body(registrations.replace(clientId, token, body(request)));
    }

    @DeleteMapping("/{clientId}")
    ResponseEntity<Void> remove(@PathVariable String clientId, HttpServletRequest request) {
        registrations.remove(clientId, token(request));
        return ResponseEntity.noContent().cacheControl(CacheControl.noStore()).build();
    }

    /** RFC 6750 section 3: whoever brings no token is told the scheme alone. */
    @ExceptionHandler
    ResponseEntity<Void> refuse(NoToken e) {
        return challenge(SCHEME);
    }

    @ExceptionHandler
    ResponseEntity<Void> refuse(UnknownToken e) {
        return challenge(SCHEME + ", error=\"invalid_token\"");
    }

    @ExceptionHandler
    ResponseEntity<Map<String, Object>> refuse(InvalidClientMetadata e) {
        return error(HttpStatus.BAD_REQUEST, e.error(), String.valueOf(e.getMessage()));
    }

    @ExceptionHandler
    ResponseEntity<Map<String, Object>> refuse(TooLong e) {
        return error(
                HttpStatus.CONTENT_TOO_LARGE,
                InvalidClientMetadata.METADATA,
                "body: expected at most " + MAX_BYTES + " bytes");
    }

    private static ResponseEntity<Void> challenge(String challenge) {
        return ResponseEntity.status(HttpStatus.UNAUTHORIZED)
                .cacheControl(CacheControl.noStore())
                .header(HttpHeaders.WWW_AUTHENTICATE, challenge)
                .build();
    }

    private static ResponseEntity<Map<String, Object>> error(HttpStatus status, String error, String description) {
        return unstored(status).body(Map.of("error", error, "error_description", description));
    }

    private static ResponseEntity.BodyBuilder unstored(HttpStatus status) {
        return ResponseEntity.status(status)
                .cacheControl(CacheControl.noStore())
                .contentType(MediaType.APPLICATION_JSON);
    }

    private static String token(HttpServletRequest request) {
        @Nullable String header = request.getHeader(HttpHeaders.AUTHORIZATION);
        if (header == null) {
            throw new NoToken();
        }
        Matcher bearer = BEARER.matcher(header);
        if (!bearer.matches()) {
            throw new UnknownToken();
        }
        return bearer.group(1);
    }

    private static byte[] body(HttpServletRequest request) throws IOException {
        byte[] bytes = request.getInputStream().readNBytes(MAX_BYTES + 1);
        if (bytes.length > MAX_BYTES) {
            // most programs read the answer only after they could send all
            request.getInputStream().skip(MOST_SKIPPED);
            throw new TooLong();
        }
        return bytes;
    }
}
