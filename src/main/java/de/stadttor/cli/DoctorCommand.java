package de.stadttor.cli;

import de.stadttor.federation.Provider;
import de.stadttor.federation.Providers;
import de.stadttor.keys.SigningKeys;
import de.stadttor.platform.CallFailure;
import de.stadttor.platform.OutgoingCalls;
import de.stadttor.platform.Settings;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Looks at all that a hub needs, with the settings of a hub. */
@Command(
        name = "doctor",
        description = "Checks a set-up with the settings of serve, and says how to mend what is wrong.",
        mixinStandardHelpOptions = true)
final class DoctorCommand implements Callable<Integer> {

    private static final Duration CLOCKS_MAY_DIFFER = Duration.ofSeconds(5);
    private static final String DISCOVERY = "/.well-known/openid-configuration";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private boolean wrong;

    @Override
    public Integer call() {
        try (ConfigurableApplicationContext context = BesideTheDatabase.open()) {
            tell("settings", null);
            JdbcClient jdbc = context.getBean(JdbcClient.class);
            tell("database: " + version(jdbc), null);
            clock(jdbc, context.getBean(Clock.class));
            int keys = context.getBean(SigningKeys.class).publicKeys().size();
            tell("signing keys", keys > 0 ? null : "there is none; start a hub once, which makes them");
            OutgoingCalls calls = context.getBean(OutgoingCalls.class);
            String issuer = context.getBean(Settings.class).issuer();
            tell(
                    "issuer " + issuer,
                    mended(discovery(calls, issuer), "start the hub, or mend its name, its certificate or its proxy"));
            for (Provider provider : context.getBean(Providers.class).all()) {
                tell(
                        "provider " + provider.id() + (provider.enabled() ? "" : " (switched off)"),
                        mended(
                                discovery(calls, provider.issuer()),
                                "check its issuer, STADTTOR_CA_FILE and STADTTOR_INTERNAL_TARGETS"));
            }
        }
        return wrong ? 1 : 0;
    }

    private void clock(JdbcClient jdbc, Clock clock) {
        Instant theirs = jdbc.sql("select clock_timestamp()")
                .query(OffsetDateTime.class)
                .single()
                .toInstant();
        Duration apart = Duration.between(theirs, clock.instant()).abs();
        tell(
                "clock",
                apart.compareTo(CLOCKS_MAY_DIFFER) > 0
                        ? "it differs from the database's by " + apart.toSeconds() + " s; let both follow a time server"
                        : null);
    }

    private static String version(JdbcClient jdbc) {
        return jdbc.sql("select 'PostgreSQL ' || current_setting('server_version')")
                .query(String.class)
                .single();
    }

    private static @Nullable String mended(@Nullable String problem, String how) {
        return problem == null ? null : problem + "; " + how;
    }

    /** What is wrong with the discovery document of that issuer, or null. */
    private static @Nullable String discovery(OutgoingCalls calls, String issuer) {
        try {
            OutgoingCalls.Response answer = calls.get(URI.create(issuer + DISCOVERY), Map.of());
            if (!answer.isSuccess()) {
                return "its discovery document answers " + answer.status();
            }
            String told =
                    JsonMapper.shared().readTree(answer.body()).path("issuer").asString();
            return issuer.equals(told) ? null : "it calls itself " + told;
        } catch (CallFailure e) {
            return String.valueOf(e.getMessage());
        } catch (JacksonException e) {
            return "its discovery document is no JSON";
        }
    }

    private void tell(String what, @Nullable String problem) {
        if (problem == null) {
            spec.commandLine().getOut().println("ok     " + what);
        } else {
            wrong = true;
            spec.commandLine().getOut().println("wrong  " + what + ": " + problem + ".");
        }
    }
}
