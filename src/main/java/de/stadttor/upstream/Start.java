package de.stadttor.upstream;

import java.net.URI;

/**
 * The way to a provider.
 *
 * @param location where the browser goes
 * @param pending to be kept for {@link Upstream#finish}
 */
public record Start(URI location, Pending pending) {}
