package stadttor.springclient;

import java.time.Clock;
import java.util.Map;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * An application that signs people in and asks the hub on their behalf, as Spring's documentation tells.
 *
 * @param issuer the hub's public address
 * @param id its {@code client_id}; its secret is the id with {@code -demo-secret}
 * @param port on loopback
 * @param clock by which it sees that an access token is about to expire
 */
public record SpringClient(String issuer, String id, int port, Clock clock) {

    static final String REGISTRATION = "stadttor";

    public String address() {
        return "http://localhost:" + port + "/";
    }

    /** What it has to be registered with. */
    public Map<String, String> registration() {
        return Map.of(
                "redirect-uris", "['" + address() + "login/oauth2/code/" + REGISTRATION + "']",
                "post-logout-redirect-uris", "['" + address() + "bye']",
                "backchannel-logout-uri", address() + "logout/connect/back-channel/" + REGISTRATION);
    }

    /** Starts it; the hub has to answer already. */
    public ConfigurableApplicationContext start() {
        return new SpringApplicationBuilder(SpringClientConfiguration.class)
                .web(WebApplicationType.SERVLET)
                .initializers(context -> context.getBeanFactory().registerSingleton("client", this))
                .registerShutdownHook(false)
                .properties(Map.of(
                        "spring.config.name", "spring-client",
                        "spring.main.banner-mode", "off",
                        "server.address", "127.0.0.1",
                        "server.port", String.valueOf(port),
                        "server.servlet.session.cookie.name", sessionCookie(),
                        "logging.threshold.console", "OFF"))
                .run();
    }

    String sessionCookie() {
        return id + "_session";
    }
}
