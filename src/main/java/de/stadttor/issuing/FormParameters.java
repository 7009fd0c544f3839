package de.stadttor.issuing;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Parameters of a form post; what stands in the address stands in logs and histories, too, and counts for nothing. */
final class FormParameters {

    private FormParameters() {}

    /** Null where the form lacks it, or it is empty, or it stands in the address. */
    static @Nullable String of(HttpServletRequest request, String name) {
        String value = request.getParameter(name);
        return value == null || value.isEmpty() || isInAddress(request.getQueryString(), name) ? null : value;
    }

    private static boolean isInAddress(@Nullable String query, String name) {
        return query != null
                && Stream.of(query.split("&"))
                        .map(part -> part.split("=", 2)[0])
                        .anyMatch(part -> decoded(part).equals(name));
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }
}
