package de.stadttor.issuing;

import com.nimbusds.jose.util.Base64URL;
import de.stadttor.platform.Sealer;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import org.springframework.stereotype.Component;

/**
 * Nonces for DPoP proofs (RFC 9449 section 8): one for some minutes, the same for everybody and at every node, that
 * nobody can know before. No proof needs one; one that has one proves that it was not made in advance.
 */
@Component
public class DpopNonces {

    /** How long one is handed out; it is good for as long again. */
    static final Duration TURN = Duration.ofMinutes(5);

    private final Sealer.Purpose hashes;
    private final Clock clock;

    DpopNonces(Sealer sealer, Clock clock) {
        this.hashes = sealer.purpose("dpop-nonce");
        this.clock = clock;
    }

    /** The one to hand out now. */
    public String current() {
        return of(turn());
    }

    /**
     * @param nonce the claim of a proof
     */
    boolean isCurrent(Object nonce) {
        return nonce instanceof String text && (isOf(turn(), text) || isOf(turn() - 1, text));
    }

    private long turn() {
        return Math.floorDiv(clock.instant().getEpochSecond(), TURN.toSeconds());
    }

    private String of(long turn) {
        return encoded(hashes.hash(bytes(turn)));
    }

    private boolean isOf(long turn, String given) {
        return hashes.hashes(bytes(turn)).stream().anyMatch(hash -> isSame(encoded(hash), given));
    }

    private static byte[] bytes(long turn) {
        return ByteBuffer.allocate(Long.BYTES).putLong(turn).array();
    }

    private static String encoded(byte[] hash) {
        return Base64URL.encode(hash).toString();
    }

    private static boolean isSame(String expected, String given) {
        return MessageDigest.isEqual(
                expected.getBytes(StandardCharsets.US_ASCII), given.getBytes(StandardCharsets.UTF_8));
    }
}
