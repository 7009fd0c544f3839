package de.stadttor.application;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Who is responsible for which application. A registration names e-mail addresses; each is matched once and stands for
 * that account from then on, so that whoever is given the address next inherits nothing. Grants no role by itself.
 */
@Component
public class Owners {

    private final JdbcClient jdbc;
    private final Applications applications;
    private final Clock clock;

    Owners(JdbcClient jdbc, Applications applications, Clock clock) {
        this.jdbc = jdbc;
        this.applications = applications;
        this.clock = clock;
    }

    /**
     * The ids of the applications that this account is responsible for.
     *
     * @param email verified by the account's own provider, in a domain of that provider; null for none
     */
    @Transactional
    public Set<String> applicationsOf(UUID account, @Nullable String email) {
        List<Application> all = applications.all();
        if (email != null) {
            all.stream()
                    .filter(application -> names(application, email))
                    .forEach(application -> pin(application, email, account));
        }
        List<Pin> pins = jdbc.sql("select application, email from application_owner where account = :account")
                .param("account", account)
                .query((row, number) -> new Pin(row.getString(1), row.getString(2)))
                .list();
        return all.stream()
                .filter(application -> pins.stream()
                        .anyMatch(pin -> pin.application().equals(application.id()) && names(application, pin.email())))
                .map(Application::id)
                .collect(Collectors.toUnmodifiableSet());
    }

    private record Pin(String application, String email) {}

    private void pin(Application application, String email, UUID account) {
        jdbc.sql("""
                insert into application_owner (application, email, account, since)
                values (:application, :email, :account, :now) on conflict do nothing
                """)
                .param("application", application.id())
                .param("email", email.toLowerCase(Locale.ROOT))
                .param("account", account)
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .update();
    }

    private static boolean names(Application application, String email) {
        return application.owners().stream().anyMatch(email::equalsIgnoreCase);
    }
}
