package de.stadttor.federation;

import de.stadttor.platform.Actor;
import de.stadttor.platform.ChangeFeed;
import de.stadttor.platform.Json;
import de.stadttor.platform.Sealer;
import de.stadttor.platform.Sealer.NotSealed;
import de.stadttor.platform.Snapshot;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The providers of the federation. Reading costs no statement while nothing changes. */
@Component
public class Providers {

    private final JdbcClient jdbc;
    private final Sealer.Purpose secrets;
    private final ApplicationEventPublisher events;
    private final Snapshot<Map<String, Stored>> stored = new Snapshot<>(this::read);

    /** A provider with its sealed secrets. */
    private record Stored(Provider provider, byte @Nullable [] clientSecret, byte @Nullable [] directorySecret) {}

    Providers(JdbcClient jdbc, Sealer sealer, ApplicationEventPublisher events, ChangeFeed changes) {
        this.jdbc = jdbc;
        this.secrets = sealer.purpose("provider-secret");
        this.events = events;
        changes.onChange("provider", key -> stored.drop());
    }

    /** All of them, those that are switched off included, in the order of their ids. */
    public List<Provider> all() {
        return stored.get().values().stream().map(Stored::provider).toList();
    }

    /** For whoever compares with what is stored: another node may have changed it without its word having come here. */
    public void readAnew() {
        stored.drop();
    }

    public Optional<Provider> find(String id) {
        return Optional.ofNullable(stored.get().get(id)).map(Stored::provider);
    }

    /**
     * @param domain the part of an e-mail address behind the last {@code @}, in any case
     */
    public Optional<Provider> ofEmailDomain(String domain) {
        String wanted = domain.toLowerCase(Locale.ROOT);
        return all().stream().filter(p -> p.emailDomains().contains(wanted)).findFirst();
    }

    /** The secret of the hub's own client at this provider; empty where none was given. */
    public Optional<String> clientSecret(String id) {
        return secret(stored.get().get(id), Stored::clientSecret);
    }

    /** The secret for the provider's directory; empty where none was given. */
    public Optional<String> directorySecret(String id) {
        return secret(stored.get().get(id), Stored::directorySecret);
    }

    /**
     * Adds a provider or changes it.
     *
     * @param clientSecret null keeps the one that is stored
     * @param directorySecret null keeps the one that is stored
     */
    @Transactional
    public void save(Provider provider, @Nullable String clientSecret, @Nullable String directorySecret, Actor actor) {
        jdbc.sql("""
                insert into provider (id, body, client_secret, directory_secret)
                values (:id, :body, :clientSecret, :directorySecret)
                on conflict (id) do update set body = excluded.body, changed_at = now(),
                    client_secret = coalesce(excluded.client_secret, provider.client_secret),
                    directory_secret = coalesce(excluded.directory_secret, provider.directory_secret)
                """)
                .param("id", provider.id())
                .param("body", Json.jsonb(provider))
                .param("clientSecret", clientSecret == null ? null : secrets.seal(clientSecret))
                .param("directorySecret", directorySecret == null ? null : secrets.seal(directorySecret))
                .update();
        jdbc.sql("delete from email_domain where provider = :id")
                .param("id", provider.id())
                .update();
        for (String domain : provider.emailDomains()) {
            jdbc.sql("insert into email_domain (domain, provider) values (:domain, :id)")
                    .param("domain", domain)
                    .param("id", provider.id())
                    .update();
        }
        jdbc.sql("delete from municipality where provider = :id")
                .param("id", provider.id())
                .update();
        for (Municipality municipality : provider.municipalities()) {
            jdbc.sql("insert into municipality (ags, provider) values (:ags, :id)")
                    .param("ags", municipality.ags())
                    .param("id", provider.id())
                    .update();
        }
        events.publishEvent(new ProviderChanged(provider.id(), actor));
    }

    /** Removes a provider with its rules and releases; nobody gets in from there any more. */
    @Transactional
    public void remove(String id, Actor actor) {
        jdbc.sql("delete from provider where id = :id").param("id", id).update();
        events.publishEvent(new ProviderChanged(id, actor));
    }

    private Map<String, Stored> read() {
        Map<String, Stored> read = new LinkedHashMap<>();
        jdbc.sql("select body, client_secret, directory_secret from provider order by id")
                .query((rs, row) ->
                        new Stored(Json.read(rs.getString(1), Provider.class), rs.getBytes(2), rs.getBytes(3)))
                .list()
                .forEach(each -> read.put(each.provider().id(), each));
        return read;
    }

    private Optional<String> secret(@Nullable Stored stored, Function<Stored, byte @Nullable []> which) {
        byte[] sealed = stored == null ? null : which.apply(stored);
        if (sealed == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(secrets.openText(sealed));
        } catch (NotSealed e) {
            throw new IllegalStateException("a provider's secret was sealed with another key-encryption key", e);
        }
    }
}
