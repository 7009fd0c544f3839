package de.stadttor.platform;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Encryption of what must be readable again (AES-256-GCM, NIST SP 800-38D), and keyed hashes, both under keys derived
 * from the key-encryption key by purpose (HKDF's expand step with HMAC-SHA-256, RFC 5869 section 2.3).
 */
public final class Sealer {

    private static final int NONCE = 12;
    private static final int TAG_BITS = 128;
    private static final byte FORMAT = 1;

    private final List<byte[]> keyEncryptionKeys;
    private final SecureRandom random = new SecureRandom();

    /**
     * @param keyEncryptionKey 32 bytes; seals and hashes
     * @param others 32 bytes each: what they sealed is opened too, while the key is changed
     */
    public Sealer(byte[] keyEncryptionKey, byte[]... others) {
        keyEncryptionKeys = Stream.concat(Stream.of(keyEncryptionKey), Stream.of(others))
                .map(byte[]::clone)
                .toList();
        for (byte[] key : keyEncryptionKeys) {
            if (key.length != 32) {
                throw new IllegalArgumentException("the key-encryption key has 32 bytes, not " + key.length);
            }
        }
    }

    /** A key for one purpose alone, so that what is sealed for one cannot be opened as another. */
    public Purpose purpose(String name) {
        return new Purpose(name);
    }

    private static byte[] derive(byte[] keyEncryptionKey, String label) {
        return hmac(keyEncryptionKey, (label + "\u0001").getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] hmac(byte[] key, byte[] data) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(data);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java lacks HmacSHA256", e);
        }
    }

    /** What one key-encryption key gives for one purpose. */
    private static final class Derived {

        private final SecretKeySpec encryption;
        private final byte[] hashing;

        Derived(SecretKeySpec encryption, byte[] hashing) {
            this.encryption = encryption;
            this.hashing = hashing;
        }

        SecretKeySpec encryption() {
            return encryption;
        }

        byte[] hashing() {
            return hashing;
        }
    }

    /** Sealing and hashing for one purpose. */
    public final class Purpose {

        private final byte[] name;
        private final List<Derived> keys;

        private Purpose(String name) {
            this.name = name.getBytes(StandardCharsets.UTF_8);
            this.keys = keyEncryptionKeys.stream()
                    .map(key -> new Derived(
                            new SecretKeySpec(derive(key, "seal:" + name), "AES"), derive(key, "hash:" + name)))
                    .toList();
        }

        /** Encrypted and protected against change; longer than the input by 29 bytes. */
        public byte[] seal(byte[] plain) {
            byte[] nonce = new byte[NONCE];
            random.nextBytes(nonce);
            try {
                Cipher cipher = cipher(keys.getFirst(), Cipher.ENCRYPT_MODE, nonce);
                byte[] sealed = new byte[1 + NONCE + cipher.getOutputSize(plain.length)];
                sealed[0] = FORMAT;
                System.arraycopy(nonce, 0, sealed, 1, NONCE);
                cipher.doFinal(plain, 0, plain.length, sealed, 1 + NONCE);
                return sealed;
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("cannot encrypt", e);
            }
        }

        public byte[] seal(String plain) {
            return seal(plain.getBytes(StandardCharsets.UTF_8));
        }

        /**
         * @throws NotSealed when it was changed, cut, sealed for another purpose or under another key
         */
        public byte[] open(byte[] sealed) throws NotSealed {
            for (Derived key : keys) {
                byte[] plain = tryToOpen(sealed, key);
                if (plain != null) {
                    return plain;
                }
            }
            throw new NotSealed("sealed by another key or for another purpose, changed, cut, or of an unknown format");
        }

        /** Whether the present key sealed it, and none of the others. */
        public boolean isUnderPresentKey(byte[] sealed) {
            return tryToOpen(sealed, keys.getFirst()) != null;
        }

        private byte @Nullable [] tryToOpen(byte[] sealed, Derived key) {
            if (sealed.length < 1 + NONCE + TAG_BITS / 8 || sealed[0] != FORMAT) {
                return null;
            }
            try {
                Cipher cipher = cipher(key, Cipher.DECRYPT_MODE, Arrays.copyOfRange(sealed, 1, 1 + NONCE));
                return cipher.doFinal(sealed, 1 + NONCE, sealed.length - 1 - NONCE);
            } catch (GeneralSecurityException e) {
                return null;
            }
        }

        /** Like {@link #open}, for what was sealed as text. */
        public String openText(byte[] sealed) throws NotSealed {
            return new String(open(sealed), StandardCharsets.UTF_8);
        }

        /** A keyed hash of 32 bytes: nobody without the key can compute it. */
        public byte[] hash(byte[] data) {
            return hmac(keys.getFirst().hashing(), data);
        }

        /** The hash under each key, the present one's first: what was hashed before the key was changed is among them. */
        public List<byte[]> hashes(byte[] data) {
            return keys.stream().map(key -> hmac(key.hashing(), data)).toList();
        }

        /** Whether this is the hash of these data under one of the keys; compared in constant time. */
        public boolean isHash(byte[] hash, byte[] data) {
            boolean same = false;
            for (byte[] own : hashes(data)) {
                same |= MessageDigest.isEqual(own, hash);
            }
            return same;
        }

        private Cipher cipher(Derived key, int mode, byte[] nonce) throws GeneralSecurityException {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, key.encryption(), new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(name);
            return cipher;
        }

        @Override
        public String toString() {
            return "Purpose[" + HexFormat.of().formatHex(name) + "]";
        }
    }

    /** What was to be opened is not what this purpose and key sealed. */
    public static final class NotSealed extends Exception {

        private NotSealed(String message) {
            super(message);
        }
    }
}
