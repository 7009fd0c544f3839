package de.stadttor.route;

import java.time.Duration;

/**
 * Somebody came back from their provider and has a session.
 *
 * @param took from leaving to the provider until then, the person's own typing included
 */
public record SignInTimed(String providerId, Duration took) {}
