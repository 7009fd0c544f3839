package de.stadttor.configuration;

import de.stadttor.access.Release;
import de.stadttor.access.Rule;
import de.stadttor.application.Application;
import de.stadttor.federation.Provider;
import java.util.Map;
import java.util.SortedMap;

/**
 * All that a configuration is about, at one time or as it is wanted.
 *
 * @param providers by id
 * @param applications by id
 * @param releases by provider and application
 * @param rules by provider and id
 * @param retention by what is kept; {@code audit/sign-in} is that of one kind of event
 */
record State(
        SortedMap<String, Provider> providers,
        SortedMap<String, Application> applications,
        SortedMap<String, Release> releases,
        SortedMap<String, Rule> rules,
        Map<String, String> links,
        Map<String, String> retention) {

    static String key(Release release) {
        return release.provider() + "/" + release.application();
    }

    static String key(Rule rule) {
        return rule.provider() + "/" + rule.id();
    }
}
