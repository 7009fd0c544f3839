package de.stadttor.issuing;

import de.stadttor.application.Application;
import de.stadttor.platform.Json;
import de.stadttor.platform.OpaqueKeys;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What an application knows a person by. Pairwise: SHA-256 over sector, account and a salt that is made once (OpenID
 * Connect Core section 8.1), so that two applications cannot find out that they know the same person.
 */
@Component
public class Subjects {

    private final String salt;

    Subjects(JdbcClient jdbc) {
        byte[] fresh = new byte[32];
        new SecureRandom().nextBytes(fresh);
        jdbc.sql("insert into setting (name, body) values ('pairwise-salt', :body) on conflict do nothing")
                .param("body", Json.jsonb(Map.of("salt", Base64.getEncoder().encodeToString(fresh))))
                .update();
        this.salt = jdbc.sql("select body ->> 'salt' from setting where name = 'pairwise-salt'")
                .query(String.class)
                .single();
    }

    /** The {@code sub} of this account for this application; the same at every sign-in. */
    public String of(UUID accountId, Application application) {
        if (application.subject() == Application.Subject.PUBLIC) {
            return accountId.toString();
        }
        String sectorUri = application.sectorIdentifierUri();
        String sector = sectorUri == null
                ? "application:" + application.id()
                : "host:" + URI.create(sectorUri).getHost();
        byte[] hash =
                OpaqueKeys.sha256((sector + "\u0000" + accountId + "\u0000" + salt).getBytes(StandardCharsets.UTF_8));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
    }
}
