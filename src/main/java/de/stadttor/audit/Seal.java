package de.stadttor.audit;

import com.nimbusds.jwt.JWTClaimsSet;
import de.stadttor.platform.OpaqueKeys;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A link of the chain: a batch of records that follow one another, and the token that the hub signed over it.
 *
 * @param number from 1, without a gap
 * @param sealedAt to the second
 * @param first position of its first record
 * @param count of its records, one at least
 * @param kinds of its records, sorted
 * @param leaves null once all of its records are erased
 * @param jws a JWT of the type {@link #TYPE}; it says all of this, and the hash of the one before
 */
record Seal(
        long number,
        Instant sealedAt,
        long first,
        int count,
        List<String> kinds,
        @Nullable Leaves leaves,
        String jws) {

    /** The {@code typ} of a seal's token: as the newest of the chain it is the chain's head. */
    static final String TYPE = "audit-head+jwt";

    static final String COLUMNS = "number, sealed_at, first_position, record_count, kinds, leaves, jws";

    static Seal read(ResultSet rs) throws SQLException {
        byte[] leaves = rs.getBytes("leaves");
        return new Seal(
                rs.getLong("number"),
                rs.getObject("sealed_at", OffsetDateTime.class).toInstant(),
                rs.getLong("first_position"),
                rs.getInt("record_count"),
                List.of((String[]) rs.getArray("kinds").getArray()),
                leaves == null ? null : new Leaves(leaves),
                rs.getString("jws"));
    }

    /** Position of the record that follows its last. */
    long end() {
        return first + count;
    }

    /** What names it in the token of the next. */
    String hash() {
        return encoded(OpaqueKeys.sha256(jws.getBytes(StandardCharsets.US_ASCII)));
    }

    /**
     * What is signed.
     *
     * @param previous hash of the seal before; null for the first
     */
    static JWTClaimsSet claims(
            String issuer,
            long number,
            Instant sealedAt,
            long first,
            int count,
            List<String> kinds,
            byte[] root,
            @Nullable String previous) {
        return new JWTClaimsSet.Builder()
                .issuer(issuer)
                .issueTime(Date.from(sealedAt))
                .claim("seal", number)
                .claim("first", first)
                .claim("count", count)
                .claim("kinds", kinds)
                .claim("root", encoded(root))
                .claim("previous", previous)
                .build();
    }

    static String encoded(byte[] hash) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
    }
}
