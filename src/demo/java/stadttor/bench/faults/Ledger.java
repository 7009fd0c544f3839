package stadttor.bench.faults;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicLong;

/** What all clients were told, and what they noticed themselves. For use by several threads. */
final class Ledger {

    /**
     * A request that failed.
     *
     * @param at when it was begun, {@link System#nanoTime}
     * @param status 0 where nothing came back, and for an answer that is no HTTP error
     * @param promised whether it is 503 and says when to try again
     */
    record Failure(long at, String operation, int status, boolean promised, String words) {}

    private final AtomicLong done = new AtomicLong();
    private final AtomicLong forfeited = new AtomicLong();
    private final Queue<Failure> failures = new ConcurrentLinkedQueue<>();
    private final Queue<String> lost = new ConcurrentLinkedQueue<>();
    private final Queue<String> doubled = new ConcurrentLinkedQueue<>();
    private final Queue<String> mixed = new ConcurrentLinkedQueue<>();
    private final Map<String, Integer> sessions = new ConcurrentHashMap<>();
    private final Map<String, Integer> subjects = new ConcurrentHashMap<>();
    private final Set<Family> families = ConcurrentHashMap.newKeySet();
    private final Set<Integer> changes = new ConcurrentSkipListSet<>();

    void done() {
        done.incrementAndGet();
    }

    void failed(Failure failure) {
        failures.add(failure);
    }

    /** A token that its own rules ended: its first use got no answer, and it could not be repeated within 10 s. */
    void forfeited() {
        forfeited.incrementAndGet();
    }

    void lost(String what) {
        lost.add(what);
    }

    void doubled(String what) {
        doubled.add(what);
    }

    void mixed(String what) {
        mixed.add(what);
    }

    /** A session that this person was told of. */
    void session(String sid, int person) {
        Integer before = sessions.putIfAbsent(sid, person);
        if (before != null && before != person) {
            mixed("person " + person + " got the session of person " + before);
        }
    }

    /** A name under which this person was told to be known: the same one ever since, and nobody else's. */
    void subject(String sub, int person) {
        Integer before = subjects.putIfAbsent(sub, person);
        if (before != null && before != person) {
            mixed("person " + person + " was taken for person " + before);
        } else if (before == null
                && subjects.values().stream().filter(known -> known == person).count() > 1) {
            mixed("person " + person + " was told another sub");
        }
    }

    void family(Family family) {
        families.add(family);
    }

    void over(Family family) {
        families.remove(family);
    }

    /** A change of the rules that was acknowledged. */
    void change(int number) {
        changes.add(number);
    }

    long countDone() {
        return done.get();
    }

    long countForfeited() {
        return forfeited.get();
    }

    /** Those that were begun in that time, {@link System#nanoTime}. */
    List<Failure> failures(long from, long to) {
        return failures.stream()
                .filter(failure -> failure.at() - from >= 0 && failure.at() - to < 0)
                .toList();
    }

    Set<String> sessions() {
        return Set.copyOf(sessions.keySet());
    }

    Collection<Family> families() {
        return Set.copyOf(families);
    }

    Set<Integer> changes() {
        return Set.copyOf(changes);
    }

    List<String> lost() {
        return new ArrayList<>(lost);
    }

    List<String> doubled() {
        return new ArrayList<>(doubled);
    }

    List<String> mixed() {
        return new ArrayList<>(mixed);
    }
}
