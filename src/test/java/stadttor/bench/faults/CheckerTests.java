package stadttor.bench.faults;

import static org.assertj.core.api.Assertions.assertThat;

import de.stadttor.platform.OpaqueKeys;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import stadttor.bench.faults.Checker.Findings;

/** A checker that finds nothing proves nothing: each thing that it looks for is put before it once. */
class CheckerTests {

    private static final String SESSION = UUID.randomUUID().toString();

    private final String refreshToken = OpaqueKeys.newSecret(Instant.parse("2026-11-29T12:00:00Z"));
    private final Family family = new Family(refreshToken, "access");
    private final Ledger ledger = new Ledger();

    CheckerTests() {
        ledger.session(SESSION, 1);
        ledger.subject("sub-1", 1);
        ledger.family(family);
        ledger.change(1);
        ledger.change(2);
    }

    private Stored stored() {
        return new Stored(
                Set.of(SESSION),
                Set.of(key(refreshToken)),
                List.of("change 0", "change 1", "change 2"),
                List.of(SESSION),
                3,
                List.of());
    }

    private static String key(String token) {
        return HexFormat.of().formatHex(OpaqueKeys.storedKey(token).orElseThrow());
    }

    private Findings findings() {
        return Checker.check(ledger, stored());
    }

    @Test
    void findsNothingWhereAllIsAsItWasTold() {
        assertThat(findings().isClean()).isTrue();
    }

    @Test
    void findsALostSessionInStoreAndAudit() {
        ledger.session("another", 2);

        assertThat(findings().lost())
                .containsExactlyInAnyOrder(
                        "the session another is not stored", "the audit has no sign-in for the session another");
    }

    @Test
    void findsALostRefreshToken() {
        Stored empty = new Stored(stored().sessions(), Set.of(), stored().marks(), stored().signIns(), 3, List.of());

        assertThat(Checker.check(ledger, empty).lost())
                .singleElement()
                .asString()
                .startsWith("the refresh token");
    }

    @Test
    void refreshTokenWhoseUseGotNoAnswerMayBeUsedUp() {
        family.tries();
        Stored empty = new Stored(stored().sessions(), Set.of(), stored().marks(), stored().signIns(), 3, List.of());

        assertThat(Checker.check(ledger, empty).isClean()).isTrue();
    }

    @Test
    void findsALostChangeOfTheRulesAndItsEvent() {
        ledger.change(3);
        ledger.change(4);

        assertThat(findings().lost())
                .containsExactlyInAnyOrder(
                        "the rules never had change 3",
                        "the rules never had change 4",
                        "the audit has 3 changes of the configuration, 4 were acknowledged");
    }

    @Test
    void findsWhatClientsLost() {
        ledger.lost("an access token");

        assertThat(findings().lost()).containsExactly("an access token");
    }

    @Test
    void findsWhatIsThereTwice() {
        Stored twice = new Stored(
                stored().sessions(),
                stored().refreshTokens(),
                List.of("change 1", "change 2", "change 1"),
                List.of(SESSION, SESSION),
                3,
                List.of("grant 7"));
        ledger.doubled("a code was redeemed twice");

        assertThat(Checker.check(ledger, twice).doubled())
                .containsExactlyInAnyOrder(
                        "a code was redeemed twice",
                        "the rules got change 1 twice",
                        "the audit has two sign-ins for the session " + SESSION,
                        "two refresh tokens follow grant 7");
    }

    @Test
    void findsASessionOfSomebodyElse() {
        ledger.session(SESSION, 1);
        assertThat(findings().mixed()).isEmpty();

        ledger.session(SESSION, 2);

        assertThat(findings().mixed()).containsExactly("person 2 got the session of person 1");
    }

    @Test
    void findsANameOfSomebodyElse() {
        ledger.subject("sub-1", 2);

        assertThat(findings().mixed()).containsExactly("person 2 was taken for person 1");
    }

    @Test
    void findsASecondNameOfTheSamePerson() {
        ledger.subject("sub-2", 1);

        assertThat(findings().mixed()).containsExactly("person 1 was told another sub");
    }

    @Test
    void whatWasFoundBeforeIsNotTheNextFaults() {
        ledger.lost("first");
        Findings before = findings();
        ledger.lost("second");

        assertThat(findings().since(before).lost()).containsExactly("second");
    }
}
