package de.stadttor.access;

import de.stadttor.application.Application;
import de.stadttor.application.Protocol;
import de.stadttor.federation.Assurance;
import de.stadttor.federation.State;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The four applications of the demo, and others with roles of one's choice. A role with an exclamation mark is sensitive. */
final class TestApplications {

    static final Application BAUANTRAG = application("bauantrag", "lesen", "bearbeiten", "genehmigen!");
    static final Application MELDEAUSKUNFT =
            application("meldeauskunft", Set.of(State.DE_SN), Assurance.LOW, "auskunft");
    static final Application FOERDERMITTEL =
            application("foerdermittel", Set.of(State.values()), Assurance.SUBSTANTIAL, "antragstellen", "bewilligen");
    static final Application STADTTOR =
            application("stadttor", "operator!", "provider-admin!", "application-owner!", "auditor!");
    static final List<Application> ALL = List.of(BAUANTRAG, MELDEAUSKUNFT, FOERDERMITTEL, STADTTOR);

    private TestApplications() {}

    static Application application(String id, String... roles) {
        return application(id, Set.of(State.values()), Assurance.LOW, roles);
    }

    static Application application(String id, Set<State> states, Assurance assurance, String... roles) {
        return new Application(
                id,
                Map.of("de", id),
                List.of(),
                Application.Type.WEB,
                List.of("http://127.0.0.1:9100/callback"),
                List.of(),
                null,
                Set.of("client_secret_basic"),
                Set.of("authorization_code", "refresh_token"),
                Set.of("openid", "roles"),
                Application.Subject.PAIRWISE,
                true,
                "RS256",
                null,
                Set.of(),
                null,
                List.of(),
                Arrays.stream(roles)
                        .map(role -> new Application.Role(role.replace("!", ""), Map.of(), role.endsWith("!")))
                        .toList(),
                new Application.Access(states, assurance),
                false,
                Protocol.PLAIN);
    }
}
