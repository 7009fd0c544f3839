package de.stadttor.registration;

import de.stadttor.application.Protocol.Answer;
import de.stadttor.issuing.JoseAnswers;
import de.stadttor.keys.SigningKeys;

/** How what the application is told is signed and encrypted; ID tokens are always signed. */
final class Answers implements MetadataStep {

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
        String alg = asked.choice(encryptionAlg(answer), JoseAnswers.ENCRYPTION_ALGORITHMS);
        String enc = asked.choice(encryptionEnc(answer), JoseAnswers.ENCRYPTION_METHODS);
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
