package de.stadttor.platform;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The PKCS#11 module that holds the signing keys.
 *
 * @param pkcs11Library path of the module's library; null: there is none, and the keys lie encrypted in the database
 * @param pkcs11Slot id of the slot; null: the first one
 * @param pkcs11Pin the user's PIN; null: none is set
 */
@ConfigurationProperties("stadttor")
public record KeyModuleSettings(
        @Nullable String pkcs11Library,
        @Nullable Long pkcs11Slot,
        @Nullable String pkcs11Pin) {

    public KeyModuleSettings {
        pkcs11Library = pkcs11Library == null || pkcs11Library.isBlank() ? null : pkcs11Library.strip();
    }

    /** Never the PIN. */
    @Override
    public String toString() {
        return "KeyModuleSettings[pkcs11Library=" + pkcs11Library + ", pkcs11Slot=" + pkcs11Slot + "]";
    }
}
