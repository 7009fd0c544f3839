package de.stadttor.platform;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How much a node does in a minute for callers that did not prove who they are, a sixth of it at
 * once; 0: without a limit.
 *
 * @param limitPeople requests of browsers without a session, from one address
 * @param limitApplications calls without credentials that count, from one address
 * @param limitRegistrations calls of dynamic registration, from one address
 * @param limitStrangers requests of browsers, as many calls of applications, and of registration, from all addresses together from which
 *     nobody has signed in lately
 * @param limitUnprovenRows rows that strangers write in the name of one application without credentials of its own
 */
@ConfigurationProperties("stadttor")
public record LimitSettings(
        @DefaultValue("6000") int limitPeople,
        @DefaultValue("6000") int limitApplications,
        @DefaultValue("120") int limitRegistrations,
        @DefaultValue("6000") int limitStrangers,
        @DefaultValue("600") int limitUnprovenRows) {}
