package stadttor.demo.app;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * A sample application, as the hub and its staff know it.
 *
 * @param id its {@code client_id} at the hub
 * @param name in German, as on its pages
 * @param tasks what its staff can do in it, each for one role
 * @param port on 127.0.0.1
 * @param otherName the other application, which its pages link to
 */
public record SampleApplication(
        String id, String name, List<Task> tasks, int port, String otherName, String otherAddress) {

    /** Something to do in it, for those who have that role. */
    public record Task(String role, String label) {}

    public static SampleApplication bauantrag(int port, int otherPort) {
        return new SampleApplication(
                "bauantrag",
                "Bauantrag digital",
                List.of(
                        new Task("lesen", "Bauanträge ansehen"),
                        new Task("bearbeiten", "Bauantrag bearbeiten"),
                        new Task("genehmigen", "Bauantrag genehmigen")),
                port,
                "Fördermittel",
                "http://localhost:" + otherPort + "/");
    }

    public static SampleApplication foerdermittel(int port, int otherPort) {
        return new SampleApplication(
                "foerdermittel",
                "Fördermittel",
                List.of(
                        new Task("antragstellen", "Fördermittel beantragen"),
                        new Task("bewilligen", "Fördermittel bewilligen")),
                port,
                "Bauantrag digital",
                "http://localhost:" + otherPort + "/");
    }

    public String address() {
        return "http://localhost:" + port + "/";
    }

    /**
     * Starts it; the hub need not answer before the first sign-in.
     *
     * @param issuer the hub's public address
     * @param log the file that it writes its log to
     */
    public ConfigurableApplicationContext start(String issuer, Path log) {
        return new SpringApplicationBuilder(SampleConfiguration.class)
                .web(WebApplicationType.SERVLET)
                .initializers(context -> context.getBeanFactory().registerSingleton("application", this))
                .registerShutdownHook(false)
                // Not the name of the hub's own settings, which lie on the same class path.
                .properties(Map.of(
                        "spring.config.name",
                        "sample-application",
                        "spring.main.banner-mode",
                        "off",
                        "spring.jmx.enabled",
                        "false",
                        "server.address",
                        "127.0.0.1",
                        "server.port",
                        String.valueOf(port),
                        "server.servlet.session.cookie.name",
                        id + "_session",
                        "logging.file.name",
                        log.toString(),
                        "logging.threshold.console",
                        "OFF",
                        "sample.issuer",
                        issuer))
                .run();
    }
}
