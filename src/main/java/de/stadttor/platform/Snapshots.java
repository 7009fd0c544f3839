package de.stadttor.platform;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.function.Function;

/** A {@link Snapshot} for each key; those that are asked for least go when there are too many. */
public final class Snapshots<K, T> {

    private final Function<K, T> read;
    private final Cache<K, Snapshot<T>> kept;

    /**
     * @param most how many are kept
     * @param read reads the database
     */
    public Snapshots(long most, Function<K, T> read) {
        this.read = read;
        this.kept = Caffeine.newBuilder().maximumSize(most).build();
    }

    public T get(K key) {
        return kept.get(key, k -> new Snapshot<>(() -> read.apply(k))).get();
    }

    public void drop(K key) {
        kept.invalidate(key);
    }

    public void dropAll() {
        kept.invalidateAll();
    }
}
