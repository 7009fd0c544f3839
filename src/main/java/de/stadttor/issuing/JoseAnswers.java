package de.stadttor.issuing;

import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEEncrypter;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDHEncrypter;
import com.nimbusds.jose.crypto.RSAEncrypter;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import de.stadttor.application.Application;
import de.stadttor.application.Protocol.Answer;
import de.stadttor.application.Protocol.Jose;
import de.stadttor.keys.SigningKeys;
import de.stadttor.platform.Settings;
import java.time.Clock;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.stereotype.Component;

/** Answers in a JWT, for applications that registered for it: signed, encrypted to a key of theirs, or both. */
@Component
public class JoseAnswers {

    /** JWE key management that an application may register; RSA1_5 is left out (RFC 8725 section 3.2). */
    public static final List<String> ENCRYPTION_ALGORITHMS =
            List.of("RSA-OAEP", "RSA-OAEP-256", "ECDH-ES", "ECDH-ES+A128KW", "ECDH-ES+A256KW");

    /** JWE content encryption that an application may register. */
    public static final List<String> ENCRYPTION_METHODS =
            List.of("A128CBC-HS256", "A256CBC-HS512", "A128GCM", "A256GCM");

    private static final String INTROSPECTION_TYPE = "token-introspection+jwt";

    private final SigningKeys keys;
    private final ClientKeys clientKeys;
    private final Settings settings;
    private final Clock clock;

    JoseAnswers(SigningKeys keys, ClientKeys clientKeys, Settings settings, Clock clock) {
        this.keys = keys;
        this.clientKeys = clientKeys;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * Userinfo as this application registered for it (OpenID Connect Core section 5.3.2).
     *
     * @return empty where it gets plain JSON
     */
    public Optional<String> userinfo(Application application, Map<String, Object> claims) {
        Jose jose = application.protocol().of(Answer.USERINFO);
        if (jose.alg() == null && jose.encryptionAlg() == null) {
            return Optional.empty();
        }
        JWTClaimsSet.Builder set = new JWTClaimsSet.Builder();
        claims.forEach(set::claim);
        if (jose.alg() == null) {
            return Optional.of(
                    encrypted(application, jose, new Payload(set.build().toJSONObject()), false));
        }
        set.issuer(settings.issuer()).audience(application.id());
        return Optional.of(nested(application, Answer.USERINFO, keys.sign(jose.alg(), null, set.build())));
    }

    /** What introspection says, as a JWT for the application that asked for one (RFC 9701 section 5). */
    public String introspection(Application application, Map<String, Object> answer) {
        String alg = Objects.requireNonNullElse(
                application.protocol().of(Answer.INTROSPECTION).alg(), "RS256");
        JWTClaimsSet claims = new JWTClaimsSet.Builder()
                .issuer(settings.issuer())
                .audience(application.id())
                .issueTime(Date.from(clock.instant()))
                .claim("token_introspection", answer)
                .build();
        return nested(application, Answer.INTROSPECTION, keys.sign(alg, INTROSPECTION_TYPE, claims));
    }

    /**
     * A signed JWT as it goes to the application: as it is, or within an encrypted one.
     *
     * @throws OAuth2AuthenticationException where the application has no key to encrypt to
     */
    public String nested(Application application, Answer answer, String signed) {
        Jose jose = application.protocol().of(answer);
        return jose.encryptionAlg() == null ? signed : encrypted(application, jose, new Payload(signed), true);
    }

    private String encrypted(Application application, Jose jose, Payload payload, boolean isJwt) {
        String alg = Objects.requireNonNull(jose.encryptionAlg());
        JWK key = clientKeys
                .forEncryption(application, alg)
                .orElseThrow(
                        () -> Refusals.invalidRequest("the application has no public key to encrypt to with " + alg));
        JWEHeader.Builder header = new JWEHeader.Builder(
                        JWEAlgorithm.parse(alg),
                        EncryptionMethod.parse(Objects.requireNonNullElse(jose.encryptionEnc(), "A128CBC-HS256")))
                .keyID(key.getKeyID());
        if (isJwt) {
            header.contentType("JWT");
        }
        JWEObject jwe = new JWEObject(header.build(), payload);
        try {
            jwe.encrypt(encrypter(key));
        } catch (JOSEException e) {
            throw new IllegalStateException("cannot encrypt with " + alg, e);
        }
        return jwe.serialize();
    }

    private static JWEEncrypter encrypter(JWK key) throws JOSEException {
        return switch (key) {
            case RSAKey rsa -> new RSAEncrypter(rsa);
            case ECKey ec -> new ECDHEncrypter(ec);
            default -> throw new JOSEException("no encrypter for keys of type " + key.getKeyType());
        };
    }
}
