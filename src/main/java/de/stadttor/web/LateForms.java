package de.stadttor.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.web.method.HandlerMethod;

/**
 * Forms of the desk that come when the session in which they were shown is over. Of those that keep what was typed the
 * same person gets it back, to be sent once more; nobody else does.
 */
@Component
class LateForms {

    private static final String PROOF = "proof";

    private final FormProofs proofs;
    private final KeptForms forms;
    private final Pages pages;

    LateForms(FormProofs proofs, KeptForms forms, Pages pages) {
        this.proofs = proofs;
        this.forms = forms;
        this.pages = pages;
    }

    /** Whether this is a form of the same person, with which the controller then goes on: {@link KeptForm#isLate}. */
    boolean takes(HttpServletRequest request, HandlerMethod method, DeskUser user) {
        Optional<KeptForm> form = find(request, method)
                .filter(kept -> kept.account().equals(user.person().accountId().toString()));
        form.ifPresent(kept -> request.setAttribute(KeptForm.class.getName(), kept));
        return form.isPresent();
    }

    /**
     * Shows the page that keeps what was typed.
     *
     * @param signedIn whether somebody is, who then is somebody else
     * @return false where this is no such form: nothing is written then
     */
    boolean keeps(HttpServletRequest request, HttpServletResponse response, HandlerMethod method, boolean signedIn)
            throws IOException {
        Optional<KeptForm> form = find(request, method);
        if (form.isEmpty()) {
            return false;
        }
        boolean again = KeptFormFilter.opened(request).isPresent();
        String query = Query.of(request);
        pages.write(
                request,
                response,
                HttpServletResponse.SC_FORBIDDEN,
                new Page.Unsent(
                        signedIn ? Page.Unsent.State.OTHER : again ? Page.Unsent.State.STILL : Page.Unsent.State.OVER,
                        request.getRequestURI() + (query.isEmpty() ? "" : "?" + query),
                        forms.seal(form.get())));
        return true;
    }

    private Optional<KeptForm> find(HttpServletRequest request, HandlerMethod method) {
        KeepsTyped keeps = method.getMethodAnnotation(KeepsTyped.class);
        if (keeps == null) {
            return Optional.empty();
        }
        Optional<KeptForm> opened = KeptFormFilter.opened(request);
        return opened.isPresent()
                ? opened
                : proofs.read(Parameters.single(request, PROOF))
                        .map(origin -> filledIn(request, origin.account()))
                        .filter(form -> keeps.value().length == 0 || form.holds(keeps.value()));
    }

    private KeptForm filledIn(HttpServletRequest request, String account) {
        Map<String, List<String>> fields = new LinkedHashMap<>(Parameters.of(request));
        fields.remove(PROOF);
        return forms.keep(account, request.getRequestURI(), fields);
    }
}
