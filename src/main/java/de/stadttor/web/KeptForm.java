package de.stadttor.web;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.List;
import java.util.Map;

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

    /** Whether this is a form of an earlier session: whoever gets one shows it, and changes nothing. */
    public static boolean isLate(HttpServletRequest request) {
        return request.getAttribute(KeptForm.class.getName()) != null;
    }

    /** Whether anything stands in one of these fields. */
    boolean holds(String... names) {
        return List.of(names).stream()
                .flatMap(name -> fields.getOrDefault(name, List.of()).stream())
                .anyMatch(value -> !value.isBlank());
    }

    /** Not what was typed. */
    @Override
    public String toString() {
        return "KeptForm[path=" + path + "]";
    }
}
