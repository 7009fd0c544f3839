package de.stadttor.desk;

import de.stadttor.directory.Directories;
import de.stadttor.directory.DirectoryState;
import de.stadttor.federation.Provider;
import de.stadttor.federation.Providers;
import de.stadttor.web.DeskUser;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Looks into a provider's directory for whoever may. */
@Component
class DirectorySight {

    /** A small directory is read in less; of a large one the page shows how far it is. */
    private static final Duration PATIENCE = Duration.ofMillis(800);

    private final Directories directories;
    private final Providers providers;

    /**
     * What there is to be seen.
     *
     * @param state null where the provider is configured without a directory
     */
    record Seen(
            ProviderPlace place,
            Provider provider,
            @Nullable DirectoryState state) {}

    DirectorySight(Directories directories, Providers providers) {
        this.directories = directories;
        this.providers = providers;
    }

    /** As {@link ProviderPlace#of}. */
    Seen of(String id, DeskUser user) {
        ProviderPlace place = ProviderPlace.of(providers, id, user);
        Provider provider = providers.find(id).orElseThrow(DeskProblems.NotThere::new);
        return new Seen(place, provider, look(id));
    }

    private @Nullable DirectoryState look(String id) {
        try {
            return directories.look(id, PATIENCE).orElse(null);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return directories.known(id).orElse(null);
        }
    }
}
