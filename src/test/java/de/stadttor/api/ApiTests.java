package de.stadttor.api;

import static org.assertj.core.api.Assertions.assertThat;

import de.stadttor.platform.Actor;
import de.stadttor.testing.TestWorld;
import jakarta.servlet.Filter;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The API over HTTP with the modules below it; who asks stands in a header, where in the hub a token is read. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ApiTests {

    private static final Map<String, Actor> ACTORS = Map.of(
            "operator", new Actor("otto", null, Set.of(Actor.OPERATOR)),
            "admin", new Actor("dirk", "ebit-dresden", Set.of(Actor.PROVIDER_ADMIN)),
            "nobody", new Actor("anna", "ebit-dresden", Set.of()));

    private final HttpClient http = HttpClient.newHttpClient();
    private ServletWebServerApplicationContext context;
    private int port;
    private String federation;

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @ComponentScan({
        "de.stadttor.platform",
        "de.stadttor.federation",
        "de.stadttor.application",
        "de.stadttor.access",
        "de.stadttor.audit",
        "de.stadttor.keys",
        "de.stadttor.person",
        "de.stadttor.proposal",
        "de.stadttor.configuration",
        "de.stadttor.directory",
        "de.stadttor.statistics",
        "de.stadttor.upstream",
        "de.stadttor.drift",
        "de.stadttor.inquiry",
        "de.stadttor.request",
        "de.stadttor.registration",
        "de.stadttor.api"
    })
    static class Modules {

        @Bean
        SecurityFilterChain chain(HttpSecurity security) {
            Filter asNamed = (request, response, chain) -> {
                Actor actor = ACTORS.get(
                        String.valueOf(((jakarta.servlet.http.HttpServletRequest) request).getHeader("Test-Actor")));
                if (actor != null) {
                    TestingAuthenticationToken authentication = new TestingAuthenticationToken(actor, "");
                    authentication.setAuthenticated(true);
                    SecurityContextHolder.getContext().setAuthentication(authentication);
                }
                chain.doFilter(request, response);
            };
            return security.authorizeHttpRequests(all -> all.anyRequest().permitAll())
                    .csrf(csrf -> csrf.disable())
                    .addFilterBefore(asNamed, AuthorizationFilter.class)
                    .build();
        }
    }

    @BeforeAll
    void start() throws IOException, InterruptedException {
        context = (ServletWebServerApplicationContext) new SpringApplicationBuilder(Modules.class)
                .properties(Map.of(
                        "STADTTOR_DATABASE_URL", TestWorld.migratedDatabase(),
                        "STADTTOR_DATABASE_USER", TestWorld.postgres().user(),
                        "STADTTOR_DATABASE_PASSWORD", TestWorld.postgres().password(),
                        "STADTTOR_PORT", "0",
                        "STADTTOR_MANAGEMENT_PORT", "0",
                        "stadttor.issuer", "http://localhost:9000",
                        "stadttor.key-encryption-key", "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=",
                        "stadttor.demo", "true"))
                .run();
        port = Objects.requireNonNull(context.getWebServer()).getPort();
        try (InputStream file = getClass().getResourceAsStream("/configuration/federation.yaml")) {
            federation =
                    new String(file.readAllBytes(), StandardCharsets.UTF_8).replace("${DRESDEN_SECRET}", "dresden");
        }
        assertThat(put("operator", "?allow-removals=true", "application/yaml", federation)
                        .statusCode())
                .isEqualTo(200);
    }

    @AfterAll
    void stop() {
        context.close();
    }

    @Test
    void exportsAsJsonAndAsYamlAndTakesBothBack() throws Exception {
        HttpResponse<String> json = get("operator", "/api/v1/configuration", "*/*");
        assertThat(json.headers().firstValue("Content-Type").orElseThrow()).startsWith("application/json");
        assertThat(JsonMapper.shared()
                        .readTree(json.body())
                        .at("/providers/0/id")
                        .asString())
                .isEqualTo("ebit-dresden");
        HttpResponse<String> yaml = get("operator", "/api/v1/configuration", "application/yaml");
        assertThat(yaml.body()).startsWith("version: 1\n").contains("Bauanträge");
        assertThat(body(put("operator", "?dry-run=true", "application/json", json.body()))
                        .get("changed")
                        .asBoolean())
                .isFalse();
        assertThat(body(put("operator", "?dry-run=true", "application/yaml", yaml.body()))
                        .get("text")
                        .asString())
                .isEqualTo("no change");
    }

    @Test
    void aDryRunTellsAndChangesNothing() throws Exception {
        String changed = federation.replace("name: KID Magdeburg", "name: KID");
        JsonNode outcome = body(put("operator", "?dry-run=true", "application/yaml", changed));
        assertThat(outcome.get("applied").asBoolean()).isFalse();
        assertThat(outcome.at("/changes/0/text").asString())
                .isEqualTo("~ provider kid-magdeburg: name KID Magdeburg → KID");
        assertThat(get("operator", "/api/v1/configuration", "application/json").body())
                .contains("KID Magdeburg");
    }

    @Test
    void tellsEveryErrorWithItsPlace() throws Exception {
        HttpResponse<String> answer = put(
                "operator",
                "",
                "application/yaml",
                federation.replace("logout: hub", "logout: x").replace("DE-ST", "DE-XX"));
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        JsonNode errors = body(answer).get("errors");
        assertThat(errors.size()).isEqualTo(2);
        assertThat(errors.at("/0/path").asString()).isEqualTo("/providers/1/logout");
        assertThat(errors.at("/0/line").asInt()).isPositive();
        assertThat(errors.at("/1/message").asString()).contains("DE-XX", "DE-SN, DE-ST");
    }

    @Test
    void refusesRemovalsThatAreNotAllowed() throws Exception {
        HttpResponse<String> answer = put("operator", "", "application/yaml", "version: 1\nrules: []\n");
        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(body(answer).get("removals").size()).isEqualTo(2);
    }

    @Test
    void aProviderAdminChangesNothing() throws Exception {
        HttpResponse<String> answer =
                put("admin", "", "application/yaml", federation.replace("[lesen]", "[bearbeiten]"));
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(get("admin", "/api/v1/configuration", "application/yaml").statusCode())
                .isEqualTo(403);
        assertThat(body(put("operator", "?dry-run=true", "application/yaml", federation))
                        .get("changed")
                        .asBoolean())
                .isFalse();
    }

    @Test
    void asksForATokenWhereThereIsNone() throws Exception {
        HttpResponse<String> answer = get("", "/api/v1/configuration", "application/yaml");
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("WWW-Authenticate")).contains("Bearer");
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
    }

    @Test
    void refusesOtherFormsAndOtherEncodings() throws Exception {
        assertThat(put("operator", "", "application/xml", "<a/>").statusCode()).isEqualTo(415);
        HttpRequest latin = request("operator", "/api/v1/configuration", "*/*")
                .header("Content-Type", "application/yaml")
                .PUT(HttpRequest.BodyPublishers.ofByteArray("version: ü".getBytes(StandardCharsets.ISO_8859_1)))
                .build();
        HttpResponse<String> answer = http.send(latin, HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("UTF-8");
    }

    @Test
    void refusesADocumentThatIsTooLong() throws Exception {
        HttpRequest streamed = request("operator", "/api/v1/configuration", "*/*")
                .header("Content-Type", "application/yaml")
                .PUT(HttpRequest.BodyPublishers.ofString("#".repeat(17 * 1024 * 1024)))
                .build();
        assertThat(http.send(streamed, HttpResponse.BodyHandlers.ofString()).statusCode())
                .isEqualTo(413);
    }

    @Test
    void showsProvidersToThoseWithARole() throws Exception {
        assertThat(body(get("operator", "/api/v1/providers", "*/*")).size()).isEqualTo(2);
        JsonNode own = body(get("admin", "/api/v1/providers", "*/*"));
        assertThat(own.size()).isEqualTo(1);
        assertThat(own.at("/0/cities/0").asString()).isEqualTo("Dresden");
        assertThat(get("nobody", "/api/v1/providers", "*/*").statusCode()).isEqualTo(403);
        assertThat(get("operator", "/api/v1/decisions/0000-0000", "*/*").statusCode())
                .isEqualTo(404);
    }

    @Test
    void theDescriptionNamesExactlyWhatThereIs() throws Exception {
        Set<String> described = new TreeSet<>();
        JsonNode paths = body(get("", "/api/v1/openapi.json", "*/*")).get("paths");
        paths.properties()
                .forEach(path ->
                        path.getValue().propertyNames().forEach(method -> described.add(method + " " + path.getKey())));
        Set<String> present = new TreeSet<>();
        context.getBean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
                .getHandlerMethods()
                .forEach((mapping, handler) -> {
                    if (handler.getBeanType().getPackageName().equals(getClass().getPackageName())) {
                        List<String> methods = mapping.getMethodsCondition().getMethods().stream()
                                .map(method -> method.name().toLowerCase(java.util.Locale.ROOT))
                                .toList();
                        mapping.getPatternValues()
                                .forEach(path -> methods.forEach(method -> present.add(method + " " + path)));
                    }
                });
        assertThat(described).isEqualTo(present);
        assertThat(get("", "/api/v1/configuration/schema", "*/*").statusCode()).isEqualTo(200);
    }

    private HttpResponse<String> get(String actor, String path, String accept)
            throws IOException, InterruptedException {
        return http.send(request(actor, path, accept).build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> put(String actor, String query, String type, String body)
            throws IOException, InterruptedException {
        HttpRequest request = request(actor, "/api/v1/configuration" + query, "application/json")
                .header("Content-Type", type)
                .PUT(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String actor, String path, String accept) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .header("Test-Actor", actor)
                .header("Accept", accept);
    }

    private static JsonNode body(HttpResponse<String> response) {
        assertThat(response.body()).isNotEmpty();
        return JsonMapper.shared().readTree(response.body());
    }
}
