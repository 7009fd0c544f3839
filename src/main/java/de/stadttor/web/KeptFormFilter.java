package de.stadttor.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Opens what the page of an ended session kept, so that all behind this filter find the fields as if they had been sent
 * now. Whether they are shown to whoever sends them is for {@link LateForms} to say.
 */
@Component
@ConditionalOnWebApplication
class KeptFormFilter extends OncePerRequestFilter {

    static final String TYPED = "typed";

    private final KeptForms forms;

    KeptFormFilter(KeptForms forms) {
        this.forms = forms;
    }

    /** The form that was opened; empty for an ordinary request. */
    static Optional<KeptForm> opened(HttpServletRequest request) {
        return request.getAttribute(KeptFormFilter.class.getName()) instanceof KeptForm form
                ? Optional.of(form)
                : Optional.empty();
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !request.getMethod().equals("POST") || !request.getRequestURI().startsWith("/desk/");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        KeptForm form = forms.open(Parameters.single(request, TYPED))
                .filter(kept -> kept.path().equals(request.getRequestURI()))
                .orElse(null);
        if (form == null) {
            chain.doFilter(request, response);
            return;
        }
        request.setAttribute(KeptFormFilter.class.getName(), form);
        chain.doFilter(new Filled(request, form.fields()), response);
    }

    /** The request as it would be had the form been sent in time. */
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
