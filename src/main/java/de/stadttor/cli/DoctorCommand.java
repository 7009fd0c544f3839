package de.stadttor.cli;

import com.nimbusds.jose.jwk.JWKSet;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import de.stadttor.federation.Provider;
import de.stadttor.federation.Providers;
import de.stadttor.keys.SigningKeys;
import de.stadttor.platform.CallFailure;
import de.stadttor.platform.OutgoingCalls;
import de.stadttor.platform.Sealer;
import de.stadttor.platform.Settings;
import de.stadttor.upstream.Upstream;
import de.stadttor.upstream.UpstreamFailure;
import java.io.PrintWriter;
import java.net.URI;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/** Looks at all that a hub needs, with the settings of a hub; changes nothing. */
@Command(
        name = "doctor",
        description = "Checks a set-up with the settings of serve, and says how to mend what is wrong.",
        mixinStandardHelpOptions = true)
final class DoctorCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Unmatched
    private List<String> options = new ArrayList<>();

    private boolean wrong;

    @Override
    public Integer call() {
        try (ConfigurableApplicationContext context = BesideTheDatabase.look(SpringOptions.of(options, spec))) {
            tell("settings");
            if (database(context)) {
                keys(context);
                context.getBean(Providers.class).all().forEach(provider -> provider(context, provider));
            }
        }
        return wrong ? 1 : 0;
    }

    /** Whether what lies in it can be looked at. */
    private boolean database(ConfigurableApplicationContext context) {
        try {
            List<String> problems =
                    new DatabaseCheck(context.getBean(DataSource.class), context.getBean(Clock.class)).problems();
            List<String> tables = DatabaseCheck.migrations(context.getBean(Flyway.class));
            tell("database", problems.toArray(String[]::new));
            tell("tables", tables.toArray(String[]::new));
            return tables.isEmpty();
        } catch (SQLException | PoolInitializationException e) {
            Throwable cause = e;
            for (Throwable next = e.getCause(); next != null; next = next.getCause()) {
                cause = next;
            }
            tell(
                    "database",
                    "it does not answer ("
                            + String.valueOf(cause.getMessage())
                                    .lines()
                                    .findFirst()
                                    .orElse("")
                            + "); check STADTTOR_DATABASE_URL, STADTTOR_DATABASE_USER and STADTTOR_DATABASE_PASSWORD");
            return false;
        }
    }

    private void keys(ConfigurableApplicationContext context) {
        try {
            JWKSet keys = SigningKeys.published(context.getBean(JdbcClient.class), context.getBean(Sealer.class));
            if (keys.isEmpty()) {
                tell("signing keys", "there is none; start a hub once, which makes them");
            } else {
                tell("signing keys");
            }
            issuer(context, keys);
        } catch (IllegalStateException e) {
            tell("signing keys", e.getMessage() + "; set the key that the database was filled with");
        }
    }

    private void issuer(ConfigurableApplicationContext context, JWKSet keys) {
        Settings settings = context.getBean(Settings.class);
        String issuer = settings.issuer();
        String problem = tls(context, issuer).orElseGet(() -> {
            try {
                return issuers(context).own(issuer, keys);
            } catch (CallFailure e) {
                return e.getMessage()
                        + "; start the hub, or mend its name or its proxy (where this machine reaches it at"
                        + " a private address, name that in STADTTOR_INTERNAL_TARGETS)";
            }
        });
        tell("issuer " + issuer, problem);
    }

    private void provider(ConfigurableApplicationContext context, Provider provider) {
        if (!provider.enabled()) {
            tell("provider " + provider.id() + " (switched off)");
            return;
        }
        String problem = tls(context, provider.issuer()).orElseGet(() -> {
            try {
                URI callback =
                        URI.create(context.getBean(Settings.class).issuer() + "/login/callback/" + provider.id());
                context.getBean(Upstream.class).examine(provider, callback);
                return issuers(context).clock(provider.issuer());
            } catch (UpstreamFailure | CallFailure e) {
                return e.getMessage() + "; check its issuer, client id and secret in the configuration, and for an"
                        + " address inside your network STADTTOR_INTERNAL_TARGETS";
            }
        });
        tell("provider " + provider.id(), problem);
    }

    private static Optional<String> tls(ConfigurableApplicationContext context, String address) {
        return new TlsCheck(context.getBean(Settings.class).caFile(), context.getBean(Clock.class))
                .problem(URI.create(address));
    }

    private static IssuerCheck issuers(ConfigurableApplicationContext context) {
        return new IssuerCheck(context.getBean(OutgoingCalls.class), context.getBean(Clock.class));
    }

    /**
     * @param problems none, or null: all is well
     */
    private void tell(String what, @Nullable String... problems) {
        List<String> sentences = Stream.of(problems).filter(Objects::nonNull).toList();
        PrintWriter out = spec.commandLine().getOut();
        if (sentences.isEmpty()) {
            out.println("ok     " + what);
        }
        for (String sentence : sentences) {
            wrong = true;
            out.println("wrong  " + what + ": " + sentence + ".");
        }
    }
}
