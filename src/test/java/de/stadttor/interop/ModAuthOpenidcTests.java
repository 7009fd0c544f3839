package de.stadttor.interop;

import static org.assertj.core.api.Assertions.assertThat;

import de.stadttor.interop.ForeignClient.Person;
import de.stadttor.platform.Json;
import de.stadttor.testing.HubUnderTest;
import de.stadttor.testing.Visitor.Stop;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** mod_auth_openidc behind a real Apache, both as Debian packages them: login, userinfo, refresh, logout. */
class ModAuthOpenidcTests {

    private final HubUnderTest hub = HubUnderTest.shared();
    private final Apache apache = Apache.prepared();
    private final Person anna = new Person();

    @BeforeEach
    void start() throws Exception {
        hub.add(
                "apache",
                Map.of(
                        "redirect-uris", "['" + apache.callback() + "']",
                        "post-logout-redirect-uris", "['" + apache.address() + "/']"));
        apache.start(hub.issuer(), "apache", "apache-demo-secret");
    }

    @AfterEach
    void stop() {
        apache.close();
        hub.putBack();
    }

    private Stop goes(String path) {
        return anna.goes(URI.create(apache.address() + path), "nowhere");
    }

    private Map<String, Object> info() {
        Stop info = anna.browser().go(URI.create(apache.callback() + "?info=json"), "nowhere");
        assertThat(info.status()).as(apache.log()).isEqualTo(200);
        return Json.readMap(info.body());
    }

    private static Map<String, Object> tree(Map<String, Object> info, String name) {
        return Json.readMap(Json.write(info.getOrDefault(name, Map.of())));
    }

    @Test
    void annaGoesThroughLoginUserinfoRefreshAndLogout() {
        Stop page = goes("/protected/");
        assertThat(page.body()).as(apache.log()).contains("Only for those who signed in");

        Map<String, Object> info = info();
        assertThat(tree(info, "userinfo")).containsEntry("email", "anna.richter@dresden.example");
        assertThat(tree(info, "id_token")).containsEntry("iss", hub.issuer()).containsEntry("aud", "apache");

        Stop refreshed = goes("/protected/callback?refresh=" + encoded(apache.address() + "/protected/")
                + "&access_token=" + encoded(String.valueOf(info.get("access_token"))));
        assertThat(refreshed.body()).as(apache.log()).contains("Only for those who signed in");
        assertThat(refreshed.uri().toString()).doesNotContain("error_code");
        Map<String, Object> after = info();
        assertThat(after.get("access_token")).isNotEqualTo(info.get("access_token"));
        assertThat(after.get("refresh_token")).isNotEqualTo(info.get("refresh_token"));

        Stop out = goes("/protected/callback?logout=" + encoded(apache.address() + "/"));
        assertThat(out.uri()).as(apache.log()).hasToString(apache.address() + "/");
        assertThat(out.body()).contains("Welcome");
        Stop asked = anna.browser().go(URI.create(apache.address() + "/protected/"), "nowhere");
        assertThat(asked.attribute("data-provider"))
                .as("signed out here and at the hub")
                .isPresent();
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
