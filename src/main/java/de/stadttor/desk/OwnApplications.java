package de.stadttor.desk;

import de.stadttor.request.Ownership;
import de.stadttor.web.DeskUser;
import java.util.Set;
import org.springframework.stereotype.Component;

/** The applications for which somebody at the desk is responsible. */
@Component
class OwnApplications {

    private final Ownership ownership;

    OwnApplications(Ownership ownership) {
        this.ownership = ownership;
    }

    /** Their ids; none without the role, whatever a registration says. */
    Set<String> of(DeskUser user) {
        return ownership.of(user.actor());
    }
}
