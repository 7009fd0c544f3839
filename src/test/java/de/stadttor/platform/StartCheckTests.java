package de.stadttor.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.mock.env.MockEnvironment;

class StartCheckTests {

    private static final String KEY = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

    @Test
    void namesEverythingThatIsMissingAtOnce() {
        assertThat(problems(Map.of()))
                .hasSize(3)
                .anyMatch(problem -> problem.startsWith("STADTTOR_ISSUER is not set"))
                .anyMatch(problem -> problem.startsWith("STADTTOR_KEY_ENCRYPTION_KEY is not set"))
                .anyMatch(problem -> problem.startsWith("STADTTOR_DATABASE_URL is not set"));
    }

    @Test
    void acceptsAnIssuerWithHttpsOnlyAndHttpInTheDemo() {
        assertThat(problems(settings("https://login.example", KEY))).isEmpty();
        assertThat(problems(settings("http://localhost:9000", KEY)))
                .singleElement()
                .asString()
                .contains("https");
        MockEnvironment demo = new MockEnvironment();
        settings("http://localhost:9000", KEY).forEach(demo::setProperty);
        demo.setProperty("stadttor.demo", "true");
        assertThat(StartCheck.problems(demo)).isEmpty();
    }

    @Test
    void refusesAnIssuerThatIsMoreThanAnAddress() {
        for (String issuer : List.of(
                "https://login.example/",
                "https://login.example?x",
                "https://login.example#x",
                "https://a@b.example")) {
            assertThat(problems(settings(issuer, KEY))).as(issuer).hasSize(1);
        }
    }

    @Test
    void refusesACertificateHeaderThatAnybodyCouldWrite() {
        Map<String, String> settings = new HashMap<>(settings("https://login.example", KEY));
        settings.put("STADTTOR_CLIENT_CERTIFICATE_HEADER", "Client-Cert");
        assertThat(problems(settings)).singleElement().asString().contains("STADTTOR_TRUSTED_PROXIES");

        settings.put("STADTTOR_TRUSTED_PROXIES", "10.0.0.1");
        assertThat(problems(settings)).isEmpty();
        settings.put("STADTTOR_CLIENT_CERTIFICATE_HEADER", "no header");
        assertThat(problems(settings)).singleElement().asString().contains("STADTTOR_CLIENT_CERTIFICATE_HEADER");
    }

    @Test
    void refusesAnAddressForCertificatesThatIsNotHttps() {
        for (String url : List.of("http://mtls.example", "https://mtls.example/", "https://mtls.example?x", "x")) {
            Map<String, String> settings = new HashMap<>(settings("https://login.example", KEY));
            settings.put("STADTTOR_MTLS_URL", url);
            assertThat(problems(settings)).as(url).singleElement().asString().contains("STADTTOR_MTLS_URL");
        }
        Map<String, String> settings = new HashMap<>(settings("https://login.example", KEY));
        settings.put("STADTTOR_MTLS_URL", "https://mtls.example:8443");
        assertThat(problems(settings)).isEmpty();
    }

    @Test
    void refusesALimitThatIsNoNumber() {
        for (String limit : List.of("-1", "many", "6000/min", "1.5")) {
            Map<String, String> settings = new HashMap<>(settings("https://login.example", KEY));
            settings.put("STADTTOR_LIMIT_UNPROVEN_ROWS", limit);
            assertThat(problems(settings))
                    .as(limit)
                    .singleElement()
                    .asString()
                    .contains("STADTTOR_LIMIT_UNPROVEN_ROWS");
        }
        Map<String, String> settings = new HashMap<>(settings("https://login.example", KEY));
        settings.put("STADTTOR_LIMIT_PEOPLE", "0");
        settings.put("STADTTOR_LIMIT_STRANGERS", "100000");
        assertThat(problems(settings)).isEmpty();
    }

    @Test
    void refusesAKeyThatIsShortGuessableOrNoBase64() {
        assertThat(problems(settings("https://login.example", "c2hvcnQ=")))
                .singleElement()
                .asString()
                .contains("5 bytes");
        assertThat(problems(settings("https://login.example", "A".repeat(43) + "=")))
                .singleElement()
                .asString()
                .contains("random");
        assertThat(problems(settings("https://login.example", "!")))
                .singleElement()
                .asString()
                .contains("Base64");
    }

    @Test
    void refusesAFurtherKeyThatIsNone() {
        for (String name : List.of("STADTTOR_KEY_ENCRYPTION_KEY_OLD", "STADTTOR_KEY_ENCRYPTION_KEY_NEXT")) {
            Map<String, String> settings = new HashMap<>(settings("https://login.example", KEY));
            settings.put(name, "c2hvcnQ=");
            assertThat(problems(settings)).containsExactly(name + " has 5 bytes: expected 32.");
            settings.put(name, KEY);
            assertThat(problems(settings)).isEmpty();
        }
    }

    @Test
    void refusesAKeyModuleThatCannotBeOne() {
        Map<String, String> settings = new HashMap<>(settings("https://login.example", KEY));
        settings.put("STADTTOR_PKCS11_LIBRARY", "/nowhere/module.so");
        settings.put("STADTTOR_PKCS11_SLOT", "first");

        assertThat(problems(settings))
                .hasSize(3)
                .anyMatch(problem -> problem.startsWith("STADTTOR_PKCS11_LIBRARY names /nowhere/module.so"))
                .anyMatch(problem -> problem.startsWith("STADTTOR_PKCS11_PIN is not set"))
                .anyMatch(problem -> problem.startsWith("STADTTOR_PKCS11_SLOT is first"));
    }

    @Test
    void warnsOfANameThatNobodyKnows() {
        assertThat(SettingsFromEnvironment.unknown(Set.of(
                        "STADTTOR_ISUER",
                        "STADTTOR_ISSUER",
                        "STADTTOR_KEY_ENCRYPTION_KEY_FILE",
                        "STADTTOR_PORT_9000_TCP_ADDR",
                        "STADTTOR_SERVICE_HOST",
                        "PATH")))
                .containsExactly(
                        "The environment sets STADTTOR_ISUER, which means nothing here; did you mean STADTTOR_ISSUER?");
    }

    private static Map<String, String> settings(String issuer, String key) {
        return Map.of(
                "STADTTOR_ISSUER", issuer,
                "STADTTOR_KEY_ENCRYPTION_KEY", key,
                "STADTTOR_DATABASE_URL", "jdbc:postgresql://db/stadttor");
    }

    private static List<String> problems(Map<String, String> settings) {
        MockEnvironment environment = new MockEnvironment();
        settings.forEach(environment::setProperty);
        return StartCheck.problems(environment);
    }
}
