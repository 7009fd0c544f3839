package de.stadttor.audit;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a seal says, where one of the hub's own keys has signed it as a seal and as nothing else. */
final class SealSignatures {

    private final Map<String, ECDSAVerifier> verifiers = new HashMap<>();

    /**
     * @param keys the hub's public keys, the retired ones included
     */
    SealSignatures(JWKSet keys) {
        for (JWK key : keys.getKeys()) {
            if (key instanceof ECKey ec) {
                try {
                    verifiers.put(key.getKeyID(), new ECDSAVerifier(ec));
                } catch (JOSEException e) {
                    throw new IllegalStateException("a stored signing key cannot be used", e);
                }
            }
        }
    }

    Optional<JWTClaimsSet> verified(String jws) {
        try {
            SignedJWT jwt = SignedJWT.parse(jws);
            JWSHeader header = jwt.getHeader();
            ECDSAVerifier verifier = verifier(header.getKeyID());
            boolean ours = verifier != null
                    && JWSAlgorithm.ES256.equals(header.getAlgorithm())
                    && header.getType() != null
                    && Seal.TYPE.equals(header.getType().getType())
                    && jwt.verify(verifier);
            return ours ? Optional.of(jwt.getJWTClaimsSet()) : Optional.empty();
        } catch (ParseException | JOSEException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private @Nullable ECDSAVerifier verifier(@Nullable String keyId) {
        return keyId == null ? null : verifiers.get(keyId);
    }
}
