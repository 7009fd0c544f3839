package de.stadttor.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.time.Instant;
import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What somebody typed into a form that was sent when its session was over.
 *
 * @param account whose form it was
 * @param until when it may be shown again at the latest
 * @param path where the form leads
 * @param fields with all of their values
 */
public record KeptForm(String account, Instant until, String path, Map<String, List<String>> fields) {

    public KeptForm {
        fields = Map.copyOf(fields);
    }

    /**
     * The request as it would be had the form been sent in time; empty where this is an ordinary one. Whoever gets one
     * shows it, and changes nothing.
     */
    public static Optional<HttpServletRequest> of(HttpServletRequest request) {
        return request.getAttribute(KeptForm.class.getName()) instanceof KeptForm kept
                ? Optional.of(new Filled(request, kept.fields()))
                : Optional.empty();
    }

    /** Not what was typed. */
    @Override
    public String toString() {
        return "KeptForm[path=" + path + "]";
    }

    private static final class Filled extends HttpServletRequestWrapper {

        private final Map<String, String[]> fields = new LinkedHashMap<>();

        private Filled(HttpServletRequest request, Map<String, List<String>> typed) {
            super(request);
            typed.forEach((name, values) -> fields.put(name, values.toArray(String[]::new)));
        }

        @Override
        public @Nullable String getParameter(String name) {
            String[] values = fields.get(name);
            return values == null || values.length == 0 ? null : values[0];
        }

        @Override
        public String @Nullable [] getParameterValues(String name) {
            String[] values = fields.get(name);
            return values == null ? null : values.clone();
        }

        @Override
        public Map<String, String[]> getParameterMap() {
            return Collections.unmodifiableMap(fields);
        }

        @Override
        public Enumeration<String> getParameterNames() {
            return Collections.enumeration(fields.keySet());
        }
    }
}
