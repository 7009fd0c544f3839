package de.stadttor;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import de.stadttor.testing.HubUnderTest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import stadttor.demo.Folders;

/** The table in the base package's documentation tells of the hub as it is. */
class RouteTableTests {

    private static final Pattern CODE = Pattern.compile("\\{@code ([^{}]*(?:\\{[^{}]*}[^{}]*)?)}");
    private static final Set<String> named = new TreeSet<>();

    @BeforeAll
    static void readTheTable() throws IOException {
        String page = Files.readString(Folders.project().resolve("src/main/java/de/stadttor/package-info.java"));
        Matcher code = CODE.matcher(page);
        while (code.find()) {
            named.add(code.group(1));
        }
    }

    @Test
    void everyStepIsAModuleOrOneOfItsClasses() {
        JavaClasses classes = new ClassFileImporter().importPackages("de.stadttor");
        List<String> steps =
                named.stream().filter(name -> !name.startsWith("/")).toList();
        assertThat(steps).contains("homerealm", "upstream", "person", "session", "access", "issuing");
        assertThat(steps)
                .allMatch(step -> classes.stream()
                        .anyMatch(type -> type.getName().equals("de.stadttor." + step)
                                || type.getPackageName().equals("de.stadttor." + step)));
    }

    @Test
    void theHubAnswersAtEveryAddress() throws Exception {
        List<String> addresses =
                named.stream().filter(name -> name.startsWith("/")).toList();
        assertThat(addresses).contains("/oauth2/authorize", "/login/callback/{provider}", "/oauth2/token");
        try (HttpClient http = HttpClient.newHttpClient()) {
            for (String address : addresses) {
                URI uri = URI.create(HubUnderTest.shared().issuer() + address.replace("{provider}", "ebit-dresden"));
                int read = http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.discarding())
                        .statusCode();
                int sent = http.send(
                                HttpRequest.newBuilder(uri)
                                        .POST(BodyPublishers.noBody())
                                        .build(),
                                BodyHandlers.discarding())
                        .statusCode();
                assertThat(read == 404 && sent == 404).as(address).isFalse();
            }
        }
    }
}
