package de.stadttor.testing;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import de.stadttor.platform.Json;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** A Keycloak's admin API that answers as told: three people and two groups, until it is told otherwise. */
public final class TestDirectory implements AutoCloseable {

    public static final String TOKEN = ".*/token";
    public static final String GROUPS = ".*/groups";
    public static final String GROUP_COUNT = ".*/groups/count";
    public static final String CHILDREN = ".*/groups/[^/]*/children";
    public static final String MEMBERS = ".*/groups/[^/]*/members";
    public static final String PEOPLE = ".*/users";
    public static final String PEOPLE_COUNT = ".*/users/count";
    public static final String ROLES = ".*/roles";
    public static final String ROLE_MEMBERS = ".*/roles/[^/]*/users";

    private final WireMockServer server = new WireMockServer(
            WireMockConfiguration.options().bindAddress("127.0.0.1").dynamicPort());

    private TestDirectory() {
        server.start();
        behaves();
    }

    public static TestDirectory started() {
        return new TestDirectory();
    }

    public String url() {
        return "http://localhost:" + server.port();
    }

    /** A provider of the configuration, to be put before the applications. */
    public String provider(String id) {
        return """
                  - id: %s
                    name: Stadtwerke
                    issuer: %s/realms/city
                    client-id: stadttor
                    client-secret: secret
                    email-domains: [%s.example]
                    enabled: true
                    municipalities: [{ags: "14523320", name: Plauen}]
                    claims: {groups: groups, roles: roles, org-unit: department, ags: ags}
                    assurance: {low: low}
                    directory: {type: keycloak, url: %s, realm: city, client-id: stadttor-directory, client-secret: old}
                """.formatted(id, url(), id, url());
    }

    /** As at first. */
    public void behaves() {
        server.resetAll();
        answers(TOKEN, Map.of("access_token", "a.b.c", "expires_in", 300, "token_type", "Bearer"));
        answers(
                PEOPLE,
                List.of(person("1", "Änne", "Müller"), person("2", "Bernd", "Groß"), person("3", "Carla", "Engel")));
        answers(PEOPLE_COUNT, 3);
        answers(GROUPS, List.of(group("a", "Amt", 1)));
        answers(GROUP_COUNT, Map.of("count", 2));
        answers(CHILDREN, List.of(group("b", "Leitung", 0)));
        answers(MEMBERS, List.of(person("1", "Änne", "Müller")));
        answers(ROLES, List.of(Map.of("name", "sb", "composite", false)));
        answers(ROLE_MEMBERS, List.of(person("2", "Bernd", "Groß")));
    }

    public void answers(String path, Object json) {
        answers(path, aResponse().withHeader("Content-Type", "application/json").withBody(Json.write(json)));
    }

    public void answers(String path, ResponseDefinitionBuilder answer) {
        server.stubFor(any(urlPathMatching(path)).willReturn(answer));
    }

    /** A long list, in the pages that the hub asks for. */
    public void pages(String path, List<?> all) {
        int size = 250;
        for (int first = 0; first <= all.size(); first += size) {
            List<?> page = all.subList(first, Math.min(first + size, all.size()));
            server.stubFor(any(urlPathMatching(path))
                    .withQueryParam("first", equalTo(String.valueOf(first)))
                    .willReturn(aResponse()
                            .withHeader("Content-Type", "application/json")
                            .withBody(Json.write(page))));
        }
    }

    /** Nothing at all is answered as it should be. */
    public void answersEverywhere(ResponseDefinitionBuilder answer) {
        server.resetAll();
        server.stubFor(any(anyUrl()).willReturn(answer));
    }

    public int calls() {
        return server.countRequestsMatching(anyRequestedFor(anyUrl()).build()).getCount();
    }

    public int calls(String path) {
        return server.countRequestsMatching(
                        anyRequestedFor(urlPathMatching(path)).build())
                .getCount();
    }

    /** Each request that is more than a look, once. */
    public Set<String> methodsOtherThanGet() {
        return server.getAllServeEvents().stream()
                .map(event -> event.getRequest())
                .filter(request -> !request.getMethod().getName().equals("GET"))
                .map(request -> request.getMethod().getName() + " " + request.getUrl())
                .collect(Collectors.toSet());
    }

    public static Map<String, Object> person(String id, String given, String family) {
        return Map.of(
                "id", id, "username", given + "." + family, "firstName", given, "lastName", family, "enabled", true);
    }

    public static Map<String, Object> group(String id, String name, int below) {
        return Map.of("id", id, "name", name, "subGroupCount", below);
    }

    @Override
    public void close() {
        server.stop();
    }
}
