package de.stadttor.api;

import de.stadttor.audit.AuditQuery;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.util.MultiValueMap;
import org.springframework.web.server.ResponseStatusException;

/**
 * What is asked of the audit.
 *
 * @param limit how many at most; null where nothing was said
 */
record AuditRequest(AuditQuery query, @Nullable Integer limit) {

    private static final int DEFAULT = 100;
    private static final int MOST = 1_000;
    private static final Set<String> KNOWN =
            Set.of("from", "to", "kind", "provider", "account", "application", "reference", "cursor", "limit");

    static AuditRequest of(MultiValueMap<String, String> parameters) {
        parameters.forEach((name, values) -> {
            if (!KNOWN.contains(name)) {
                throw refused("This", "is no parameter", "expected one of " + String.join(", ", new TreeSet<>(KNOWN)));
            }
            if (values.stream().anyMatch(value -> value.indexOf('\0') >= 0)) {
                throw refused(name, "cannot be read", "expected a text");
            }
        });
        String reference = parameters.getFirst("reference");
        return new AuditRequest(
                new AuditQuery(
                        read(parameters, "from", "a time, 2026-11-23T08:00:00Z for instance", AuditQuery.Place::time),
                        read(parameters, "to", "a time, 2026-11-23T08:00:00Z for instance", AuditQuery.Place::time),
                        parameters.getOrDefault("kind", List.of()),
                        parameters.getFirst("provider"),
                        read(parameters, "account", "the id of an account", UUID::fromString),
                        parameters.getFirst("application"),
                        reference == null ? null : reference.strip().toUpperCase(Locale.ROOT),
                        read(parameters, "cursor", "next of the page before", AuditQuery.Place::ofCursor)),
                read(parameters, "limit", "a whole number from 1", AuditRequest::positive));
    }

    int pageSize() {
        return limit == null ? DEFAULT : Math.min(limit, MOST);
    }

    private static Integer positive(String text) {
        int number = Integer.parseInt(text);
        if (number < 1) {
            throw new IllegalArgumentException("not positive");
        }
        return number;
    }

    private static <T> @Nullable T read(
            MultiValueMap<String, String> parameters, String name, String expected, Function<String, T> reading) {
        String value = parameters.getFirst(name);
        if (value == null) {
            return null;
        }
        try {
            return reading.apply(value);
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw refused(name, "cannot be read", "expected " + expected);
        }
    }

    private static ResponseStatusException refused(String name, String what, String expected) {
        return new ResponseStatusException(HttpStatus.BAD_REQUEST, name + " " + what + ", " + expected + ".");
    }
}
