package stadttor.bench.faults;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import stadttor.bench.operations.Answer;
import stadttor.bench.operations.BenchProblem;

/** Reads what the application of one person is told, and writes down what is not about that person. */
final class Told {

    private final int person;
    private final Ledger ledger;

    Told(int person, Ledger ledger) {
        this.person = person;
        this.ledger = ledger;
    }

    /** The first tokens of a grant. */
    Family tokens(Answer answer, String nonce) {
        JWTClaimsSet idToken = claims(answer.text("id_token"));
        if (!nonce.equals(idToken.getClaim("nonce"))) {
            ledger.mixed("person " + person + " got an ID token for another request");
        }
        about(idToken);
        about(claims(answer.text("access_token")));
        Family family = new Family(answer.text("refresh_token"), answer.text("access_token"));
        ledger.family(family);
        return family;
    }

    void next(Family family, Answer answer) {
        about(claims(answer.text("id_token")));
        about(claims(answer.text("access_token")));
        family.next(answer.text("refresh_token"), answer.text("access_token"));
    }

    private void about(JWTClaimsSet claims) {
        ledger.subject(String.valueOf(claims.getSubject()), person);
        ledger.session(String.valueOf(claims.getClaim("sid")), person);
        roles(claims.getClaim("roles"));
    }

    void introspected(Map<String, Object> answer) {
        if (!Boolean.TRUE.equals(answer.get("active"))) {
            ledger.lost("an access token of person " + person + " is not honoured");
        } else {
            ledger.subject(String.valueOf(answer.get("sub")), person);
        }
    }

    void userinfo(Map<String, Object> answer) {
        ledger.subject(String.valueOf(answer.get("sub")), person);
        roles(answer.get("roles"));
        if (!("person." + person + "@bench.example").equals(answer.get("email"))) {
            ledger.mixed("person " + person + " got the e-mail of somebody else");
        }
    }

    private void roles(@Nullable Object roles) {
        if (!List.of(Configured.roleOf(person)).equals(roles)) {
            ledger.mixed("person " + person + " got the roles " + roles);
        }
    }

    private static JWTClaimsSet claims(String token) {
        try {
            return SignedJWT.parse(token).getJWTClaimsSet();
        } catch (ParseException e) {
            throw new BenchProblem("the hub issued something that is no signed JWT", e);
        }
    }
}
