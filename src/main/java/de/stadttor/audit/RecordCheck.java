package de.stadttor.audit;

import java.sql.SQLException;
import java.util.Map;

/** Compares the records with the hashes that their seals keep. */
final class RecordCheck {

    private final Rows<Positioned> records;
    private final Map<String, Long> erased;
    private final Findings findings;
    private long looked;

    /** A record and its place in the chain. */
    record Positioned(long position, Entry entry) {}

    /**
     * @param records by position
     * @param erased up to which seal the records of a kind are said to be erased; who says so is a record itself
     */
    RecordCheck(Rows<Positioned> records, Map<String, Long> erased, Findings findings) {
        this.records = records;
        this.erased = erased;
        this.findings = findings;
    }

    /** How many records were there. */
    long looked() {
        return looked;
    }

    /** The records of this seal; it comes after all that are before its first. */
    void look(Seal seal) throws SQLException {
        withoutSeal(seal.first());
        Leaves leaves = seal.leaves();
        if (leaves == null) {
            if (!seal.kinds().stream().allMatch(kind -> isErased(kind, seal))) {
                findings.add("The list of hashes of seal %d is missing, although not all of its records are erased."
                        .formatted(seal.number()));
            }
        } else if (leaves.areOf(seal.count())) {
            for (int i = 0; i < seal.count(); i++) {
                look(seal, leaves, i);
            }
        }
        withoutSeal(seal.end());
    }

    /** Whatever is left comes after the last seal. */
    void end() throws SQLException {
        withoutSeal(Long.MAX_VALUE);
    }

    private void look(Seal seal, Leaves leaves, int place) throws SQLException {
        long position = seal.first() + place;
        withoutSeal(position);
        Positioned record = records.peek();
        if (record == null || record.position() != position) {
            String kind = leaves.kind(place, seal.kinds());
            if (!isErased(kind, seal)) {
                findings.add("Record %d (%s, sealed at %s) is missing.".formatted(position, kind, seal.sealedAt()));
            }
            return;
        }
        records.advance();
        looked++;
        byte[] hash = record.entry().hash();
        if (!leaves.fits(place, hash)) {
            int other = leaves.find(hash);
            findings.add(
                    other < 0
                            ? "Record %d (%s of %s) was altered."
                                    .formatted(
                                            position,
                                            record.entry().kind(),
                                            record.entry().at())
                            : "Record %d stands in the place of record %d: their order was changed."
                                    .formatted(seal.first() + other, position));
        }
    }

    private boolean isErased(String kind, Seal seal) {
        return seal.number() <= erased.getOrDefault(kind, 0L);
    }

    private void withoutSeal(long before) throws SQLException {
        for (Positioned record = records.peek();
                record != null && record.position() < before;
                record = records.peek()) {
            records.advance();
            looked++;
            findings.add("Record %d (%s of %s) belongs to no seal: it was inserted, or its seal was taken away."
                    .formatted(
                            record.position(),
                            record.entry().kind(),
                            record.entry().at()));
        }
    }
}
