package de.stadttor.backup;

import de.stadttor.platform.Sealer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** What lies where in a backup, a ZIP file. */
final class Entries {

    static final String MANIFEST = "manifest.json";

    /** Tells damage from a file that the hub did not write. */
    static final String DIGEST = "manifest.sha256";

    /** A keyed hash under the key-encryption key: who can write to the place of the backups alone changes nothing unseen. */
    static final String MAC = "manifest.mac";

    private Entries() {}

    static String rowsOf(String table) {
        return "tables/" + table;
    }

    static Sealer.Purpose purpose(Sealer sealer) {
        return sealer.purpose("backup");
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java lacks SHA-256", e);
        }
    }

    static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
