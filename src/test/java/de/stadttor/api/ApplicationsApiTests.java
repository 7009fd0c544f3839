package de.stadttor.api;

import static org.assertj.core.api.Assertions.assertThat;

import de.stadttor.platform.Json;
import de.stadttor.testing.Desk;
import de.stadttor.testing.HubUnderTest;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The applications as owners, admins and operators see them through the API. */
class ApplicationsApiTests {

    private final HubUnderTest hub = HubUnderTest.shared();
    private final Desk desk = new Desk(hub);

    @AfterEach
    void putBack() {
        hub.putBack();
    }

    private List<Object> ids(String user) {
        Map<?, ?>[] found = Json.read(desk.get(user, "/applications").body(), Map[].class);
        return Arrays.stream(found).<Object>map(one -> one.get("id")).toList();
    }

    @Test
    void anOwnerSeesTheOwnOnesAndWhoReadsAProviderAll() {
        assertThat(ids("bernd.vogel")).containsExactly("bauantrag", "meldeauskunft");
        assertThat(ids("dirk.admin")).contains("bauantrag", "foerdermittel", "meldeauskunft", "stadttor");
        assertThat(ids("otto.betrieb")).isEqualTo(ids("dirk.admin"));
    }

    @Test
    void whatProvidersReleaseIsForOwnersAndOperators() {
        desk.put("dirk.admin", "/providers/ebit-dresden/releases/bauantrag", Map.of("claims", List.of("name")));
        desk.send(desk.token("heiko.admin"), "DELETE", "/providers/kid-magdeburg/releases/bauantrag", "");

        for (String user : List.of("bernd.vogel", "otto.betrieb")) {
            Map<String, Object> application =
                    desk.get(user, "/applications/bauantrag").json();
            assertThat(application)
                    .containsEntry("own", user.equals("bernd.vogel"))
                    .containsEntry("people", true)
                    .containsEntry("owners", List.of("bernd.vogel@dresden.example"));
            assertThat(String.valueOf(application.get("releases")))
                    .contains("{provider=ebit-dresden, inForce=true", "{provider=kid-magdeburg, inForce=false")
                    .contains("{provider=lecos-leipzig, inForce=true");
        }
        assertThat(desk.get("dirk.admin", "/applications/bauantrag").json()).containsEntry("releases", null);
    }
}
