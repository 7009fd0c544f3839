package de.stadttor.platform;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Encryption of what must be readable again (AES-256-GCM, NIST SP 800-38D), and keyed hashes, both under keys derived
 * from the key-encryption key by purpose (HKDF's expand step with HMAC-SHA-256, RFC 5869 section 2.3).
 */
public final class Sealer {

    private static final int NONCE = 12;
    private static final int TAG_BITS = 128;
    private static final byte FORMAT = 1;

    private final byte[] keyEncryptionKey;
    private final SecureRandom random = new SecureRandom();

    /**
     * @param keyEncryptionKey 32 bytes
     */
    public Sealer(byte[] keyEncryptionKey) {
        if (keyEncryptionKey.length != 32) {
            throw new IllegalArgumentException("the key-encryption key has 32 bytes, not " + keyEncryptionKey.length);
        }
        this.keyEncryptionKey = keyEncryptionKey.clone();
    }

    /** A key for one purpose alone, so that what is sealed for one cannot be opened as another. */
    public Purpose purpose(String name) {
        return new Purpose(name);
    }

    private byte[] derive(String label) {
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

    /** Sealing and hashing for one purpose. */
    public final class Purpose {

        private final byte[] name;
        private final SecretKeySpec encryption;
        private final byte[] hashing;

        private Purpose(String name) {
            this.name = name.getBytes(StandardCharsets.UTF_8);
            this.encryption = new SecretKeySpec(derive("seal:" + name), "AES");
            this.hashing = derive("hash:" + name);
        }

        /** Encrypted and protected against change; longer than the input by 29 bytes. */
        public byte[] seal(byte[] plain) {
            byte[] nonce = new byte[NONCE];
            random.nextBytes(nonce);
            try {
                Cipher cipher = cipher(Cipher.ENCRYPT_MODE, nonce);
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
            if (sealed.length < 1 + NONCE + TAG_BITS / 8 || sealed[0] != FORMAT) {
                throw new NotSealed("too short, or of an unknown format");
            }
            try {
                Cipher cipher = cipher(Cipher.DECRYPT_MODE, Arrays.copyOfRange(sealed, 1, 1 + NONCE));
                return cipher.doFinal(sealed, 1 + NONCE, sealed.length - 1 - NONCE);
            } catch (GeneralSecurityException e) {
                throw new NotSealed("sealed by another key or for another purpose, or changed", e);
            }
        }

        /** Like {@link #open}, for what was sealed as text. */
        public String openText(byte[] sealed) throws NotSealed {
            return new String(open(sealed), StandardCharsets.UTF_8);
        }

        /** A keyed hash of 32 bytes: nobody without the key can compute it. */
        public byte[] hash(byte[] data) {
            return hmac(hashing, data);
        }

        private Cipher cipher(int mode, byte[] nonce) throws GeneralSecurityException {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, encryption, new GCMParameterSpec(TAG_BITS, nonce));
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

        private NotSealed(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
