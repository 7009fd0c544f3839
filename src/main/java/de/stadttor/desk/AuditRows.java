package de.stadttor.desk;

import de.stadttor.application.Applications;
import de.stadttor.audit.AuditEvent;
import de.stadttor.audit.AuditReading;
import de.stadttor.federation.Provider;
import de.stadttor.federation.Providers;
import de.stadttor.person.Accounts;
import de.stadttor.platform.Actor;
import de.stadttor.web.DeskUser;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Events in words: who did what, with the names that the reader may know. */
@Component
class AuditRows {

    private final Accounts accounts;
    private final Applications applications;
    private final Providers providers;

    AuditRows(Accounts accounts, Applications applications, Providers providers) {
        this.accounts = accounts;
        this.applications = applications;
        this.providers = providers;
    }

    /** The audit names actors and accounts to those alone who may know them, so every id here may get its name. */
    List<AuditPage.Row> of(AuditReading.Page page, DeskUser user) {
        Set<UUID> ids = new HashSet<>(page.accounts());
        page.events().stream()
                .map(AuditEvent::actor)
                .filter(Objects::nonNull)
                .flatMap(actor -> account(actor).stream())
                .forEach(ids::add);
        Map<UUID, String> names = accounts.names(ids);
        return page.events().stream().map(event -> row(event, names, user)).toList();
    }

    private AuditPage.Row row(AuditEvent event, Map<UUID, String> names, DeskUser user) {
        UUID account = event.account();
        String application = event.application();
        return new AuditPage.Row(
                event.at(),
                by(event, names),
                AuditWords.of(event),
                account == null ? null : names.get(account),
                application == null
                        ? null
                        : applications
                                .find(application)
                                .map(found -> found.name(user.language()))
                                .orElse(application),
                event.provider() == null ? null : name(event.provider()),
                event.reference(),
                account == null ? null : account.toString(),
                technical(event));
    }

    private AuditPage.By by(AuditEvent event, Map<UUID, String> names) {
        String actor = event.actor();
        String home = event.actorProvider();
        if (actor == null) {
            return new AuditPage.By("other", home == null ? "" : name(home));
        }
        if (actor.equals(Actor.SYSTEM.name())) {
            return new AuditPage.By("system", "");
        }
        Optional<UUID> account = account(actor);
        if (account.isEmpty()) {
            return new AuditPage.By("client", actor);
        }
        String name = names.get(account.get());
        return name == null
                ? new AuditPage.By("other", home == null ? actor : name(home))
                : new AuditPage.By("person", name);
    }

    private String name(String provider) {
        return providers.find(provider).map(Provider::name).orElse(provider);
    }

    /** As the API tells it. */
    private static Map<String, String> technical(AuditEvent event) {
        Map<String, String> technical = new LinkedHashMap<>();
        put(technical, "position", event.position());
        put(technical, "at", event.at());
        put(technical, "kind", event.kind());
        put(technical, "actor", event.actor());
        put(technical, "actorProvider", event.actorProvider());
        put(technical, "provider", event.provider());
        put(technical, "account", event.account());
        put(technical, "application", event.application());
        put(technical, "reference", event.reference());
        event.details().forEach((name, value) -> put(technical, name, value));
        return technical;
    }

    private static void put(Map<String, String> technical, String name, @Nullable Object value) {
        if (value != null) {
            technical.put(name, value.toString());
        }
    }

    private static Optional<UUID> account(String actor) {
        try {
            return Optional.of(UUID.fromString(actor));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
