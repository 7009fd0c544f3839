package stadttor.bench.spring;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;

/** The tables that Spring ships, in PostgreSQL's words as its comments ask, and indexes for what is searched by. */
final class SpringServerSchema {

    private static final String FOLDER = "/org/springframework/security/oauth2/server/authorization/";
    private static final List<String> FILES = List.of(
            "client/oauth2-registered-client-schema.sql",
            "oauth2-authorization-schema.sql",
            "oauth2-authorization-consent-schema.sql");
    private static final List<String> SEARCHED =
            List.of("state", "authorization_code_value", "access_token_value", "refresh_token_value");

    private SpringServerSchema() {}

    /** Does nothing where they are there. */
    static void create(JdbcTemplate jdbc) {
        for (String file : FILES) {
            jdbc.execute(read(file)
                    .replaceAll("(?s)/\\*.*?\\*/", "")
                    .replace("CREATE TABLE", "CREATE TABLE IF NOT EXISTS")
                    .replace(" blob ", " text ")
                    .replace(" timestamp ", " timestamptz "));
        }
        for (String column : SEARCHED) {
            jdbc.execute("CREATE INDEX IF NOT EXISTS by_" + column + " ON oauth2_authorization (" + column + ")");
        }
    }

    private static String read(String file) {
        try (InputStream in = SpringServerSchema.class.getResourceAsStream(FOLDER + file)) {
            if (in == null) {
                throw new IllegalStateException("Spring's jar lacks " + file);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
