package de.stadttor.platform;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * What was read of the database, kept until it changes. A read that a change overtakes serves whoever asked for it and
 * nobody after; a read inside a transaction is kept only when that commits, since it may have seen what will never be.
 */
public final class Snapshot<T> {

    private final Supplier<T> read;
    private volatile AtomicReference<@Nullable T> current = new AtomicReference<>();

    /**
     * @param read reads the database
     */
    public Snapshot(Supplier<T> read) {
        this.read = read;
    }

    /** What is kept; reads it where nothing is. */
    public T get() {
        AtomicReference<@Nullable T> mine = current;
        T kept = mine.get();
        if (kept != null) {
            return kept;
        }
        T value = read.get();
        if (!TransactionSynchronizationManager.isActualTransactionActive()) {
            mine.set(value);
        } else if (TransactionSynchronizationManager.getCurrentTransactionIsolationLevel() == null) {
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                @Override
                public void afterCommit() {
                    mine.set(value);
                }
            });
        }
        return value;
    }

    /** It has changed: a read that is under way goes into a reference that nobody looks at any more. */
    public void drop() {
        current = new AtomicReference<>();
    }
}
