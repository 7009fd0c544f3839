package de.stadttor.platform;

import java.util.Base64;
import java.util.stream.Stream;
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
        return Stream.of(keyEncryptionKeyOld, keyEncryptionKeyNext)
                .filter(key -> key != null && !key.isBlank())
                .map(key -> Base64.getDecoder().decode(key))
                .toArray(byte[][]::new);
    }

    /** Never the keys. */
    @Override
    public String toString() {
        return "OtherKeys[]";
    }
}
