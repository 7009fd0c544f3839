package de.stadttor.configuration;

import de.stadttor.platform.ChangeFeed;
import de.stadttor.platform.Snapshot;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The addresses at the foot of every page, as they are configured now. Costs no statement while they do not change. */
@Component
public class Links implements Supplier<Links.Addresses> {

    private final Snapshot<Addresses> stored;

    /** Absolute addresses; null where none is configured. */
    public record Addresses(
            @Nullable String imprint,
            @Nullable String privacy,
            @Nullable String accessibility) {

        public static final Addresses NONE = new Addresses(null, null, null);
    }

    Links(StoredSettings settings, ChangeFeed changes) {
        this.stored = new Snapshot<>(() -> {
            Map<String, String> links = settings.read(StoredSettings.LINKS);
            return new Addresses(links.get("imprint"), links.get("privacy"), links.get("accessibility"));
        });
        changes.onChange("setting", name -> stored.drop());
    }

    @Override
    public Addresses get() {
        return stored.get();
    }
}
