package de.stadttor.registration;

import de.stadttor.application.Protocol.Answer;
import de.stadttor.keys.SigningKeys;
import java.util.Set;

/** How what the application is told is signed and encrypted; ID tokens are always signed. */
final class Answers implements MetadataStep {

    /** JWE key management; RSA1_5 is left out (RFC 8725 section 3.2). */
    static final Set<String> KEY_MANAGEMENT =
            Set.of("RSA-OAEP", "RSA-OAEP-256", "ECDH-ES", "ECDH-ES+A128KW", "ECDH-ES+A256KW");

    /** JWE content encryption. */
    static final Set<String> CONTENT = Set.of("A128CBC-HS256", "A256CBC-HS512", "A128GCM", "A256GCM");

    /** OpenID Connect Registration section 2. */
    private static final String USUAL_CONTENT = "A128CBC-HS256";

    @Override
    public void read(Fields asked, Metadata registered) {
        for (Answer answer : Answer.values()) {
            String signed = signed(answer);
            registered.put(
                    signed,
                    answer == Answer.ID_TOKEN
                            ? asked.choice(signed, SigningKeys.ALGORITHMS, "RS256")
                            : asked.choice(signed, SigningKeys.ALGORITHMS));
            encryption(answer, asked, registered);
        }
    }

    private static void encryption(Answer answer, Fields asked, Metadata registered) {
        String alg = asked.choice(encryptionAlg(answer), KEY_MANAGEMENT);
        String enc = asked.choice(encryptionEnc(answer), CONTENT);
        if (alg == null && enc != null) {
            throw new InvalidClientMetadata(
                    encryptionEnc(answer), "it needs " + encryptionAlg(answer) + " beside it, expected both or none");
        }
        if (alg != null) {
            Keys.demandKeys(encryptionAlg(answer), registered);
            registered.put(encryptionAlg(answer), alg);
            registered.put(encryptionEnc(answer), enc == null ? USUAL_CONTENT : enc);
        }
    }

    static String signed(Answer answer) {
        return answer.metadata() + "_signed_response_alg";
    }

    static String encryptionAlg(Answer answer) {
        return answer.metadata() + "_encrypted_response_alg";
    }

    static String encryptionEnc(Answer answer) {
        return answer.metadata() + "_encrypted_response_enc";
    }
}
