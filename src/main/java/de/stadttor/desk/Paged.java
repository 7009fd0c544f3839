package de.stadttor.desk;

import de.stadttor.directory.Found;
import java.util.List;

/**
 * A page of a long list.
 *
 * @param number of the page, from 0
 * @param more whether there is a page after this one
 */
record Paged<T>(List<T> entries, int number, boolean more) {

    /** No list of the hub is longer than this many pages. */
    private static final int LAST = 10_000;

    static <T> Paged<T> of(List<T> all, int wanted, int size) {
        int number = Math.clamp(wanted, 0, LAST);
        int from = Math.min(number * size, all.size());
        int to = Math.min(from + size, all.size());
        return new Paged<>(List.copyOf(all.subList(from, to)), number, to < all.size());
    }

    /**
     * @param found at least what belongs before the end of the wanted page, see {@link #most}
     */
    static <T> Paged<T> of(Found<T> found, int wanted, int size) {
        Paged<T> page = of(found.entries(), wanted, size);
        return new Paged<>(page.entries(), page.number(), page.more() || found.more());
    }

    /** How many have to be asked for. */
    static int most(int wanted, int size) {
        return (Math.clamp(wanted, 0, LAST) + 1) * size;
    }

    public int before() {
        return number - 1;
    }

    public int after() {
        return number + 1;
    }

    /** Whether there is any other page. */
    public boolean several() {
        return more || number > 0;
    }
}
