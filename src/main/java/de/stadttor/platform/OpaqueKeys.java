package de.stadttor.platform;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;

/**
 * Keys of rows that end by themselves. Their first two bytes are the day on which the row ends (days since 1970-01-01,
 * UTC), so that the row's partition can be read off the key.
 */
public final class OpaqueKeys {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int SECRET = 32;
    private static final int TEXT_BYTES = 2 + SECRET;

    private OpaqueKeys() {}

    /** A new row id whose row ends at that time at the latest. */
    public static UUID newId(Instant end) {
        return newId(day(end));
    }

    /** A new row id that ends on the day of another row: the two are found in partitions of the same day. */
    public static UUID newIdBeside(UUID row) {
        return newId(dayOf(row));
    }

    private static UUID newId(short day) {
        byte[] bytes = new byte[16];
        RANDOM.nextBytes(bytes);
        ByteBuffer buffer = ByteBuffer.wrap(bytes).putShort(0, day);
        return new UUID(buffer.getLong(0), buffer.getLong(8));
    }

    /** The lowest id of a row that ends on the day of this instant or later. */
    public static UUID firstIdOf(Instant end) {
        return new UUID((long) day(end) << 48, 0);
    }

    /** A new secret to be handed out, 256 random bits, URL-safe. */
    public static String newSecret(Instant end) {
        return secret(day(end), random());
    }

    /** The same, for what is stored beside a row: it ends with it, if not before. */
    public static String newSecretBeside(UUID row) {
        return secret(dayOf(row), random());
    }

    /** The same, beside the row of this key; see {@link #storedKey}. */
    public static String newSecretBeside(byte[] key) {
        return secret(dayOf(key), random());
    }

    /**
     * The secret made of these 32 bytes: for a successor that must come out the same twice.
     *
     * @param key of the row beside which it is stored, see {@link #storedKey}
     */
    public static String secretBeside(byte[] key, byte[] secret) {
        return secret(dayOf(key), secret);
    }

    private static String secret(short day, byte[] secret) {
        if (secret.length != SECRET) {
            throw new IllegalArgumentException("a secret has 32 bytes");
        }
        byte[] text = ByteBuffer.allocate(TEXT_BYTES).putShort(day).put(secret).array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text);
    }

    private static byte[] random() {
        byte[] random = new byte[SECRET];
        RANDOM.nextBytes(random);
        return random;
    }

    /**
     * The key under which a secret is stored: its day, and the SHA-256 of its text.
     *
     * @return empty for a text that no {@link #newSecret} can have made
     */
    public static Optional<byte[]> storedKey(String secret) {
        if (secret.length() != 46) {
            return Optional.empty();
        }
        byte[] text;
        try {
            text = Base64.getUrlDecoder().decode(secret);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        byte[] hash = sha256(secret.getBytes(StandardCharsets.US_ASCII));
        return Optional.of(
                ByteBuffer.allocate(2 + hash.length).put(text, 0, 2).put(hash).array());
    }

    /** The key of a row that says of something, not a secret of ours, that it was there; until that time. */
    public static byte[] keyOf(Instant end, byte[] data) {
        byte[] hash = sha256(data);
        return ByteBuffer.allocate(2 + hash.length).putShort(day(end)).put(hash).array();
    }

    /** The lowest id and the lowest key of a day's partition. */
    static byte[] firstOf(LocalDate day) {
        return ByteBuffer.allocate(2).putShort((short) day.toEpochDay()).array();
    }

    public static byte[] sha256(byte[] data) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(data);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java lacks SHA-256", e);
        }
    }

    static short dayOf(UUID id) {
        return (short) (id.getMostSignificantBits() >>> 48);
    }

    static short dayOf(byte[] key) {
        return ByteBuffer.wrap(key).getShort();
    }

    private static short day(Instant instant) {
        return (short) LocalDate.ofInstant(instant, ZoneOffset.UTC).toEpochDay();
    }
}
