package de.stadttor.web;

import de.stadttor.platform.References;
import de.stadttor.platform.Sealer;
import de.stadttor.web.Allowances.Kind;
import io.github.bucket4j.Bucket;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.DefaultCorsProcessor;
import tools.jackson.databind.json.JsonMapper;

/**
 * The answer to one request too many: 429 (RFC 6585) with {@code Retry-After}, for less work than the request asked for.
 * The log has one line a minute for each kind, without an address, and its reference number is what all who are refused
 * meanwhile are told.
 */
@Component
class TooManyRequests {

    private static final Logger LOG = LoggerFactory.getLogger(TooManyRequests.class);
    private static final String TOLD = TooManyRequests.class.getName();
    private static final Duration SILENCE = Duration.ofMinutes(1);

    /** A page costs as much as what is refused; whoever comes after so many in a minute gets the same as plain text. */
    private static final int PAGES = 600;

    private final MeterRegistry meters;
    private final Sealer.Purpose hashing;
    private final Clock clock;
    private final CrossOriginAccess crossOrigin;
    private final JsonMapper json;
    private final byte[] text;
    private final Bucket pages =
            Bucket.builder().addLimit(Allowances.perMinute(PAGES)).build();
    private final Map<Kind, Word> words = new EnumMap<>(Kind.class);

    /** What the log said last of a kind, and how many were refused since. */
    private record Word(String reference, Instant at, long refused) {}

    /** What is told to one who is refused. */
    record Told(String reference, long seconds) {}

    TooManyRequests(
            MeterRegistry meters,
            Sealer sealer,
            Clock clock,
            CrossOriginAccess crossOrigin,
            JsonMapper json,
            MessageSource messages) {
        this.meters = meters;
        this.hashing = sealer.purpose("refused-caller");
        this.clock = clock;
        this.crossOrigin = crossOrigin;
        this.json = json;
        this.text = (text(messages, Locale.GERMAN) + "\n\n" + text(messages, Locale.ENGLISH) + "\n")
                .getBytes(StandardCharsets.UTF_8);
    }

    private static String text(MessageSource messages, Locale language) {
        return messages.getMessage("failure.too_many_requests.what", null, language) + "\n"
                + messages.getMessage("failure.too_many_requests.todo", null, language);
    }

    /** Refuses it for now. */
    void refuse(HttpServletRequest request, HttpServletResponse response, Kind kind, String whose, Duration wait)
            throws IOException {
        Told told = new Told(count(kind, whose), seconds(wait));
        CorsConfiguration origins = crossOrigin.getCorsConfiguration(request);
        if (origins != null) {
            new DefaultCorsProcessor().processRequest(origins, request, response);
        }
        if (request.getServletPath().startsWith("/api/")) {
            Map<String, Object> problem = ErrorPages.problem(HttpStatus.TOO_MANY_REQUESTS, told.reference());
            write(response, told, MediaType.APPLICATION_PROBLEM_JSON_VALUE, json.writeValueAsBytes(problem));
        } else if (kind != Kind.PEOPLE) {
            Map<String, Object> error = ErrorPages.oauthError("temporarily_unavailable", told.reference());
            write(response, told, MediaType.APPLICATION_JSON_VALUE, json.writeValueAsBytes(error));
        } else if (accepts(request) && pages.tryConsume(1)) {
            request.setAttribute(TOLD, told);
            response.sendError(HttpStatus.TOO_MANY_REQUESTS.value());
        } else {
            write(response, told, "text/plain;charset=UTF-8", text);
        }
    }

    /** Counts a refusal; gives the reference number under which the log tells of it. */
    synchronized String count(Kind kind, String whose) {
        meters.counter("stadttor.requests.refused", "kind", name(kind)).increment();
        Instant now = clock.instant();
        Word last = words.get(kind);
        if (last != null && now.isBefore(last.at().plus(SILENCE))) {
            words.put(kind, new Word(last.reference(), last.at(), last.refused() + 1));
            return last.reference();
        }
        String reference = References.next();
        LOG.warn(
                "{} 429 too many requests of {}, from {} at last; {} since the word before",
                reference,
                name(kind),
                HexFormat.of().formatHex(hashing.hash(whose.getBytes(StandardCharsets.UTF_8)), 0, 4),
                last == null ? 1 : last.refused() + 1);
        words.put(kind, new Word(reference, now, 0));
        return reference;
    }

    /** What a refused request was told; null where it was not this that refused it. */
    static @Nullable Told told(HttpServletRequest request) {
        return request.getAttribute(TOLD) instanceof Told told ? told : null;
    }

    /** Rounded up: a second too early is refused again. */
    static long seconds(Duration wait) {
        return Math.max(1, wait.plusMillis(999).toSeconds());
    }

    private static boolean accepts(HttpServletRequest request) {
        return Objects.requireNonNullElse(request.getHeader(HttpHeaders.ACCEPT), "")
                .contains(MediaType.TEXT_HTML_VALUE);
    }

    private static void write(HttpServletResponse response, Told told, String type, byte[] body) throws IOException {
        response.setStatus(HttpStatus.TOO_MANY_REQUESTS.value());
        response.setHeader(HttpHeaders.RETRY_AFTER, Long.toString(told.seconds()));
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        response.setContentType(type);
        response.getOutputStream().write(body);
    }

    private static String name(Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }
}
