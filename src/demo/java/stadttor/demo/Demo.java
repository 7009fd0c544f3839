package stadttor.demo;

import de.stadttor.Stadttor;
import de.stadttor.configuration.Configuration;
import de.stadttor.federation.Providers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import stadttor.demo.app.SampleApplication;

/** {@code ./stadttor demo}: the whole federation on this machine, until it is stopped. */
public final class Demo {

    private final DemoSettings settings;
    private final DemoData data;
    private final DemoSecrets secrets;
    private final EmbeddedPostgres postgres;
    private final EmbeddedKeycloak keycloak;
    private final List<ConfigurableApplicationContext> contexts = new ArrayList<>();
    private volatile boolean ready;

    private Demo(DemoSettings settings, DemoData data) {
        this.settings = settings;
        this.data = data;
        this.secrets = new DemoSecrets(data.folder());
        this.postgres = EmbeddedPostgres.at(data.postgres(), settings.port(DemoSettings.POSTGRES));
        this.keycloak = EmbeddedKeycloak.at(
                data.keycloak(),
                settings.port(DemoSettings.KEYCLOAK),
                Folders.project().resolve("realm-config"),
                Demo::tell);
    }

    public static void main(String[] args) {
        List<String> words = List.of(args);
        if (!words.isEmpty() && !words.equals(List.of("--fresh"))) {
            boolean help = words.equals(List.of("--help")) || words.equals(List.of("-h"));
            (help ? System.out : System.err).println("usage: stadttor demo [--fresh]");
            System.exit(help ? 0 : 2);
        }
        try {
            DemoSettings settings = DemoSettings.of(System.getenv(), !words.isEmpty());
            DemoData data = DemoData.take(settings.data());
            settings.checkPorts();
            if (settings.fresh()) {
                data.clear();
            }
            Demo demo = new Demo(settings, data);
            Runtime.getRuntime().addShutdownHook(new Thread(demo::end, "end of the demo"));
            demo.start();
        } catch (RuntimeException e) {
            System.err.println(sentence(e));
            System.exit(1);
        }
    }

    /** The reason for the person at the terminal: the demo's own words where there are some, else the innermost. */
    private static String sentence(Throwable problem) {
        Throwable cause = problem;
        while (!(cause instanceof DemoProblem) && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause instanceof DemoProblem
                ? String.valueOf(cause.getMessage())
                : "The demo did not start: " + cause + " (see logs/hub.log in its data folder)";
    }

    private static void tell(String step) {
        System.out.println("· " + step);
    }

    private void start() {
        CompletableFuture<Void> keycloakReady = CompletableFuture.runAsync(
                keycloak::start,
                task -> Thread.ofPlatform().daemon().name("keycloak").start(task));
        tell("starting PostgreSQL");
        postgres.start();
        tell("starting the hub");
        contexts.add(hub(keycloakReady));
        ready = true;
        System.out.println(DemoWelcome.text(settings));
    }

    private ConfigurableApplicationContext hub(CompletableFuture<Void> keycloakReady) {
        ApplicationContextInitializer<GenericApplicationContext> preparation = context -> context.registerBean(
                BeforeTheDoorOpens.class,
                () -> new BeforeTheDoorOpens(() -> {
                    startApplications();
                    waitFor(keycloakReady);
                    Seed seed = new Seed(
                            secrets, new DemoAddresses(data.folder(), settings), settings.issuer(), Demo::tell);
                    seed.setUpRealms(keycloak.url());
                    seed.configure(context.getBean(Providers.class), context.getBean(Configuration.class));
                }));
        return new SpringApplicationBuilder(Stadttor.class)
                .web(WebApplicationType.SERVLET)
                .initializers(preparation)
                .registerShutdownHook(false)
                .run(hubSettings().toArray(String[]::new));
    }

    private List<String> hubSettings() {
        List<String> arguments = new ArrayList<>(List.of(
                "--stadttor.demo=true",
                "--stadttor.issuer=" + settings.issuer(),
                "--stadttor.key-encryption-key=" + secrets.get("key-encryption-key"),
                "--server.address=" + System.getenv().getOrDefault("STADTTOR_ADDRESS", "127.0.0.1"),
                "--server.port=" + settings.port(DemoSettings.HUB),
                "--management.server.address=127.0.0.1",
                "--management.server.port=" + settings.port(DemoSettings.MANAGEMENT),
                "--spring.datasource.url=" + postgres.jdbcUrl(),
                "--spring.datasource.username=" + postgres.user(),
                "--spring.datasource.password=" + postgres.password(),
                "--logging.file.name=" + data.log("hub"),
                "--logging.threshold.console=OFF"));
        if (System.getenv("STADTTOR_TRUSTED_PROXIES") == null) {
            arguments.add("--stadttor.trusted-proxies=127.0.0.1,::1");
        }
        if (System.getenv("STADTTOR_INTERNAL_TARGETS") == null) {
            arguments.add("--stadttor.internal-targets=127.0.0.0/8,::1/128");
        }
        return arguments;
    }

    private void startApplications() {
        tell("starting the sample applications");
        int bauantrag = settings.port(DemoSettings.BAUANTRAG);
        int foerdermittel = settings.port(DemoSettings.FOERDERMITTEL);
        contexts.add(
                SampleApplication.bauantrag(bauantrag, foerdermittel).start(settings.issuer(), data.log("bauantrag")));
        contexts.add(SampleApplication.foerdermittel(foerdermittel, bauantrag)
                .start(settings.issuer(), data.log("foerdermittel")));
    }

    private static void waitFor(CompletableFuture<Void> keycloakReady) {
        if (!keycloakReady.isDone()) {
            tell("waiting for Keycloak");
        }
        try {
            keycloakReady.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof DemoProblem problem ? problem : e;
        }
    }

    /**
     * Leaves no process behind. While it starts, a context cannot be closed from here (closing waits for the start);
     * its end comes with the end of this process.
     */
    private void end() {
        if (ready) {
            contexts.reversed().forEach(ConfigurableApplicationContext::close);
        }
        RunningProgram.stopAll();
    }
}
