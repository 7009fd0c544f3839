package de.stadttor.web;

import de.stadttor.platform.Sealer;
import de.stadttor.platform.Sealer.NotSealed;
import de.stadttor.session.HubSession;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * That a form came from a page of the desk, shown in this session: another site cannot know it. It tells whose page that
 * was, too, so that what somebody typed is still theirs when the session is over.
 */
@Component
class FormProofs {

    private final Sealer.Purpose forms;

    /**
     * What a page was shown in, and to whom.
     *
     * @param session the hub session's id
     * @param account the id of the person's account
     */
    record Origin(String session, String account) {}

    FormProofs(Sealer sealer) {
        this.forms = sealer.purpose("desk-form");
    }

    String of(HubSession session) {
        byte[] sealed = forms.seal(session.id() + " " + session.accountId());
        return Base64.getUrlEncoder().withoutPadding().encodeToString(sealed);
    }

    /** Empty for what was not sealed here. */
    Optional<Origin> read(@Nullable String proof) {
        try {
            String[] parts = proof == null
                    ? new String[0]
                    : forms.openText(Base64.getUrlDecoder().decode(proof)).split(" ", -1);
            return parts.length == 2 ? Optional.of(new Origin(parts[0], parts[1])) : Optional.empty();
        } catch (NotSealed | IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
