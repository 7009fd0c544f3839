package de.stadttor.directory;

import java.util.List;

/**
 * What a search found, best first.
 *
 * @param more whether there is more than was asked for
 */
public record Found<T>(List<T> entries, boolean more) {

    public Found {
        entries = List.copyOf(entries);
    }
}
