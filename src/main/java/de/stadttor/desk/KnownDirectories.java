package de.stadttor.desk;

import de.stadttor.directory.Directories;
import de.stadttor.directory.DirectoryReloads;
import de.stadttor.directory.DirectoryState;
import de.stadttor.directory.ReloadTooSoon;
import de.stadttor.federation.Provider;
import de.stadttor.federation.Providers;
import de.stadttor.platform.Actor;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** A provider's directory for whoever was let in to the provider's pages already. */
@Component
class KnownDirectories {

    private static final Logger LOG = LoggerFactory.getLogger(KnownDirectories.class);

    /** How long a page waits for the first read before it says that it is under way. */
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final Directories directories;
    private final DirectoryReloads reloads;
    private final Providers providers;

    KnownDirectories(Directories directories, DirectoryReloads reloads, Providers providers) {
        this.directories = directories;
        this.reloads = reloads;
        this.providers = providers;
    }

    DirectoryView view(String providerId, boolean patient) {
        Provider provider = providers.find(providerId).orElseThrow(DeskProblems.NotThere::new);
        return new DirectoryView(state(providerId, patient ? PATIENCE : Duration.ZERO), provider);
    }

    private @Nullable DirectoryState state(String providerId, Duration patience) {
        try {
            return directories.look(providerId, patience).orElse(null);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return directories.look(providerId).orElse(null);
        }
    }

    /** Begins to read anew; where that was done a moment ago, that is enough. */
    void reload(String providerId, Actor actor) {
        try {
            reloads.reload(providerId, actor);
        } catch (ReloadTooSoon e) {
            LOG.debug("the directory of {} was read a moment ago", providerId);
        }
    }
}
