package de.stadttor.audit;

import de.stadttor.platform.OpaqueKeys;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What a seal keeps of its records, in their order: of each the index of its kind among the seal's kinds, and its hash.
 *
 * @param bytes 33 for each record
 */
record Leaves(byte[] bytes) {

    private static final int SIZE = 33;

    /** The kinds of these entries, sorted. */
    static List<String> kinds(List<Entry> entries) {
        SortedSet<String> kinds = new TreeSet<>();
        entries.forEach(entry -> kinds.add(entry.kind()));
        return List.copyOf(kinds);
    }

    static Leaves of(List<Entry> entries, List<String> kinds) {
        ByteBuffer bytes = ByteBuffer.allocate(SIZE * entries.size());
        entries.forEach(entry -> bytes.put((byte) kinds.indexOf(entry.kind())).put(entry.hash()));
        return new Leaves(bytes.array());
    }

    boolean areOf(int records) {
        return bytes.length == SIZE * records;
    }

    /** SHA-256 over all of them: what a seal signs. */
    byte[] root() {
        return OpaqueKeys.sha256(bytes);
    }

    /**
     * @return the empty string where the seal names no such kind
     */
    String kind(int record, List<String> kinds) {
        int index = Byte.toUnsignedInt(bytes[record * SIZE]);
        return index < kinds.size() ? kinds.get(index) : "";
    }

    boolean fits(int record, byte[] hash) {
        int from = record * SIZE + 1;
        return Arrays.equals(bytes, from, from + hash.length, hash, 0, hash.length);
    }

    /**
     * The place of the record with this hash.
     *
     * @return -1 where there is none
     */
    int find(byte[] hash) {
        for (int record = 0; record < bytes.length / SIZE; record++) {
            if (fits(record, hash)) {
                return record;
            }
        }
        return -1;
    }
}
