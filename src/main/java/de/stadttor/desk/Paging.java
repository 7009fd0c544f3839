package de.stadttor.desk;

import java.util.List;

/**
 * Which part of a long list is shown.
 *
 * @param page from 1
 * @param total how many there are in all
 */
record Paging(int page, int size, int total) {

    /** The nearest page that there is. */
    static Paging of(int wanted, int size, int total) {
        int last = Math.max(1, (total + size - 1) / size);
        return new Paging(Math.clamp(wanted, 1, last), size, total);
    }

    public int pages() {
        return Math.max(1, (total + size - 1) / size);
    }

    public boolean hasEarlier() {
        return page > 1;
    }

    public boolean hasLater() {
        return page < pages();
    }

    /** Of the first one shown, from 1; 0 where there is none. */
    public int first() {
        return total == 0 ? 0 : (page - 1) * size + 1;
    }

    public int last() {
        return Math.min(total, page * size);
    }

    <T> List<T> of(List<T> all) {
        return all.subList(Math.min(all.size(), (page - 1) * size), Math.min(all.size(), page * size));
    }
}
