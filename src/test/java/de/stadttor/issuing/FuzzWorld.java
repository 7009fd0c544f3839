package de.stadttor.issuing;

import de.stadttor.application.Application;
import de.stadttor.application.Protocol;
import de.stadttor.federation.Assurance;
import de.stadttor.federation.State;
import de.stadttor.platform.Json;
import de.stadttor.platform.MutualTls;
import de.stadttor.platform.OutgoingCalls;
import de.stadttor.platform.Settings;
import de.stadttor.testing.TestKey;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.AbstractDataSource;

/** What the fuzz targets of this module need around them: one application, a clock that stands, and no database. */
final class FuzzWorld {

    static final Settings SETTINGS = new Settings("http://localhost:9000", "", List.of(), List.of(), null, true);
    static final MutualTls MUTUAL_TLS = new MutualTls("Client-Cert", "https://mtls.example");

    /** Seconds since 1970, at noon of 24 November 2026. */
    static final long NOW = 1_795_521_600;

    static final Clock CLOCK = Clock.fixed(Instant.ofEpochSecond(NOW), ZoneOffset.UTC);
    static final TestKey KEY = TestKey.make("ES256");
    static final Application PLAIN = application("plain", Protocol.Profile.NONE);
    static final Application FAPI = application("fapi", Protocol.Profile.FAPI2);

    private FuzzWorld() {}

    static ClientKeys keys() {
        return new ClientKeys(new ClientKeySets(new OutgoingCalls(SETTINGS), CLOCK));
    }

    /** A table of what was used that cannot be reached: whatever gets that far has passed all checks. */
    static UsedOnce unreachable() {
        return new UsedOnce(JdbcClient.create(new AbstractDataSource() {
            @Override
            public Connection getConnection() throws SQLException {
                throw new SQLException("there is no database");
            }

            @Override
            public Connection getConnection(String user, String password) throws SQLException {
                return getConnection();
            }
        }));
    }

    /** Whether it is a number of seconds in these bounds, fractions left out. */
    static boolean isWithin(@Nullable Object seconds, long first, long last) {
        return seconds instanceof Number number && number.longValue() >= first && number.longValue() <= last;
    }

    private static Application application(String id, Protocol.Profile profile) {
        return new Application(
                id,
                Map.of("de", id),
                List.of(),
                Application.Type.WEB,
                List.of("http://127.0.0.1:9100/callback"),
                List.of(),
                null,
                Set.of("private_key_jwt"),
                Set.of("authorization_code", "refresh_token"),
                Set.of("openid", "profile", "email", "roles"),
                Application.Subject.PAIRWISE,
                profile == Protocol.Profile.FAPI2,
                "RS256",
                null,
                Set.of(),
                null,
                List.of(),
                List.of(),
                new Application.Access(Set.of(State.values()), Assurance.LOW),
                false,
                new Protocol(
                        profile,
                        Json.readMap(TestKey.jwks(KEY)),
                        null,
                        null,
                        Set.of(),
                        Map.of(),
                        null,
                        null,
                        null,
                        List.of(),
                        List.of(),
                        null,
                        Set.of("payment", "files"),
                        Set.of(),
                        List.of("https://api.example/fuzz")));
    }
}
