package de.stadttor.keys;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.jwk.JWK;
import de.stadttor.platform.KeyModuleSettings;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Where the private parts lie: with their keys, which are sealed in the database, or in a PKCS#11 module, where one is
 * set. Keys that were made before it was set are used up where they lie.
 */
@Component
class PrivateKeys {

    private final @Nullable KeyModule module;

    @Autowired
    PrivateKeys(KeyModuleSettings settings) {
        String library = settings.pkcs11Library();
        String pin = settings.pkcs11Pin();
        this.module = library == null
                ? null
                : KeyModule.open(library, settings.pkcs11Slot(), pin == null ? new char[0] : pin.toCharArray());
    }

    /**
     * A new key pair, which signs by {@link #signer}.
     *
     * @return without its private part where that lies in the module
     */
    JWK make(String algorithm) {
        return module == null || !KeyModule.ALGORITHMS.contains(algorithm)
                ? KeyKinds.make(algorithm)
                : module.make(algorithm);
    }

    JWSSigner signer(JWK jwk) throws JOSEException {
        if (jwk.isPrivate()) {
            return KeyKinds.signer(jwk);
        }
        if (module == null) {
            throw new IllegalStateException("the signing key " + jwk.getKeyID()
                    + " lies in a PKCS#11 module, and STADTTOR_PKCS11_LIBRARY is not set");
        }
        return module.signer(jwk);
    }

    /** Erases these from the module, where they are there. */
    void forget(Set<String> keyIds) {
        if (module != null) {
            module.forget(keyIds);
        }
    }
}
