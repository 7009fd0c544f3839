package de.stadttor.homerealm;

import de.stadttor.federation.Provider;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where a person who wants to sign in goes next. */
public sealed interface Choice {

    /** To this provider, without a page. */
    record Straight(Provider provider) implements Choice {}

    /**
     * To the page that asks.
     *
     * @param providers those that are switched on, the one that was chosen last in this browser first
     * @param remembered which that is; null where none is known
     * @param email what was given as a hint and led nowhere, to be shown again; null where it was no e-mail address
     */
    record Ask(
            List<Provider> providers,
            @Nullable Provider remembered,
            @Nullable String email) implements Choice {

        public Ask {
            providers = List.copyOf(providers);
        }
    }
}
