package de.stadttor.configuration;

import de.stadttor.platform.ChangeFeed;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The addresses at the foot of every page, as they are configured now. Costs no statement while they do not change. */
@Component
public class Links {

    private final StoredSettings settings;
    private volatile @Nullable Addresses cached;

    /** Absolute addresses; null where none is configured. */
    public record Addresses(
            @Nullable String imprint,
            @Nullable String privacy,
            @Nullable String accessibility) {}

    Links(StoredSettings settings, ChangeFeed changes) {
        this.settings = settings;
        changes.onChange("setting", name -> cached = null);
    }

    public Addresses current() {
        Addresses present = cached;
        if (present == null) {
            Map<String, String> links = settings.read(StoredSettings.LINKS);
            present = new Addresses(links.get("imprint"), links.get("privacy"), links.get("accessibility"));
            cached = present;
        }
        return present;
    }
}
