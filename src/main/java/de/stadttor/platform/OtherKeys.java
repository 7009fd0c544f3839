package de.stadttor.platform;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Key-encryption keys besides the present one, while it is changed: what they sealed is opened, nothing is sealed with
 * them.
 *
 * @param keyEncryptionKeyOld the one before, 32 bytes in Base64; null: none
 * @param keyEncryptionKeyNext the one that other nodes seal with already, 32 bytes in Base64; null: none
 */
@ConfigurationProperties("stadttor")
record OtherKeys(
        @Nullable String keyEncryptionKeyOld, @Nullable String keyEncryptionKeyNext) {

    byte[][] bytes() {
        List<byte[]> bytes = new ArrayList<>();
        decode(keyEncryptionKeyOld, bytes);
        decode(keyEncryptionKeyNext, bytes);
        return bytes.toArray(byte[][]::new);
    }

    private static void decode(@Nullable String key, List<byte[]> bytes) {
        if (key != null && !key.isBlank()) {
            bytes.add(Base64.getDecoder().decode(key));
        }
    }

    /** Never the keys. */
    @Override
    public String toString() {
        return "OtherKeys[]";
    }
}
