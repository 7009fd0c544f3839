package stadttor.bench.scale;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;

/**
 * What the people of a filled store have: it follows from their number, so that it need not be kept. {@link Fill} makes the
 * same with PostgreSQL's functions.
 *
 * @param day that the keys of their rows begin with
 */
record StoredPeople(World world, short day) {

    private static final int REST_OF_AN_ID = 14;

    /** The value of the hub's session cookie. */
    String cookie(int person) {
        return text(ByteBuffer.allocate(16 + 32)
                .putShort(day)
                .put(Arrays.copyOf(seed("session", person), REST_OF_AN_ID))
                .put(seed("cookie", person))
                .array());
    }

    /** The one that was issued first. */
    String refreshToken(int person) {
        return text(ByteBuffer.allocate(2 + 32)
                .putShort(day)
                .put(seed("refresh", person))
                .array());
    }

    String application(int person) {
        return "app-" + person % world.applications();
    }

    private static String text(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static byte[] seed(String kind, int person) {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(("stored " + kind + " " + person).getBytes(StandardCharsets.US_ASCII));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
