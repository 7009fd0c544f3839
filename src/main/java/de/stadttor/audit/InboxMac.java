package de.stadttor.audit;

import de.stadttor.platform.Sealer;

/** Shows that the hub wrote an entry, until it is sealed: whoever has the database alone cannot compute it. */
final class InboxMac {

    private final Sealer.Purpose purpose;

    InboxMac(Sealer sealer) {
        this.purpose = sealer.purpose("audit-inbox");
    }

    byte[] of(Entry entry) {
        return purpose.hash(entry.canonical());
    }

    boolean fits(byte[] mac, Entry entry) {
        return purpose.isHash(mac, entry.canonical());
    }
}
