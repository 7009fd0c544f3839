package de.stadttor.drift;

import de.stadttor.directory.Directories;
import de.stadttor.federation.Provider;
import de.stadttor.federation.Providers;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Has each directory read once a day, while nobody works: so that metrics tell of drift where nobody is at the desk. */
@Component
class NightlyLook {

    private final Providers providers;
    private final Directories directories;

    NightlyLook(Providers providers, Directories directories) {
        this.providers = providers;
        this.directories = directories;
    }

    @Scheduled(cron = "0 0 5 * * *", zone = "Europe/Berlin")
    void look() {
        providers.all().stream().map(Provider::id).forEach(directories::look);
    }
}
