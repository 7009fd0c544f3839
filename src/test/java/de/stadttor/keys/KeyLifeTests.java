package de.stadttor.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import de.stadttor.audit.AuditSeals;
import de.stadttor.audit.AuditVerification;
import de.stadttor.keys.KeyLife.State;
import de.stadttor.keys.KeyRotation.AlreadyAnnounced;
import de.stadttor.keys.KeyRotation.Manner;
import de.stadttor.platform.Actor;
import de.stadttor.platform.NotAllowed;
import de.stadttor.platform.Sealer;
import de.stadttor.testing.TestWorld;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The life of the keys on a real database, at two nodes whose clocks are the test's. */
class KeyLifeTests {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final JWTClaimsSet CLAIMS =
            new JWTClaimsSet.Builder().issuer("https://stadttor.example").build();
    private static final Set<String> NO_TYPE = Set.of("");
    private static final Actor OPERATOR = Actor.SYSTEM;
    private static final byte[] KEY_ENCRYPTION_KEY = Base64.getDecoder().decode(KeyNode.KEY);

    private final String database = TestWorld.migratedDatabase(START);
    private KeyNode first;
    private KeyNode second;

    @BeforeEach
    void start() {
        first = new KeyNode(database, START);
        second = new KeyNode(database, START);
    }

    @AfterEach
    void stop() {
        first.close();
        second.close();
    }

    private void pass(Duration time) {
        first.clock().advance(time);
        second.clock().advance(time);
    }

    private static void awaitSame(KeyNode one, KeyNode other) {
        Awaitility.await()
                .pollInterval(Duration.ofMillis(5))
                .atMost(Duration.ofSeconds(1))
                .until(() -> one.keys().lives().equals(other.keys().lives()));
    }

    private static String kid(String token) {
        try {
            return SignedJWT.parse(token).getHeader().getKeyID();
        } catch (ParseException e) {
            throw new AssertionError(e);
        }
    }

    private static boolean publishes(KeyNode node, String keyId) {
        return node.keys().publicKeys().getKeyByKeyId(keyId) != null;
    }

    private static String sign(KeyNode node) {
        return node.keys().sign("ES256", null, CLAIMS);
    }

    private static boolean verifies(KeyNode node, String token) {
        return node.keys().verify(token, NO_TYPE).isPresent();
    }

    private static boolean takesAsHint(KeyNode node, String token) {
        return node.keys().verifyHint(token, NO_TYPE).isPresent();
    }

    /** The private key as somebody who has the database of then and the key-encryption key takes it. */
    private JWK stolen(String keyId) throws Exception {
        byte[] sealed = first.jdbc()
                .sql("select sealed from signing_key where kid = :kid")
                .param("kid", keyId)
                .query((rs, row) -> rs.getBytes(1))
                .single();
        return JWK.parse(new Sealer(KEY_ENCRYPTION_KEY).purpose("signing-key").openText(sealed));
    }

    private static String forged(JWK key) throws JOSEException {
        SignedJWT jwt = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(key.getKeyID()).build(), CLAIMS);
        jwt.sign(new ECDSASigner(key.toECKey()));
        return jwt.serialize();
    }

    private List<String> audited(@Nullable String why) {
        return first.jdbc().sql("""
                        select concat_ws(' ', body ->> 'step', body ->> 'algorithm', actor) from (
                            select id, kind, body, actor from audit_inbox
                            union all select position, kind, body, actor from audit_event) both_of_them
                        where kind = 'signing-key' and body ->> 'why' is not distinct from :why order by id
                        """).param("why", why).query(String.class).list();
    }

    @Test
    void inAYearNoValidationFailsAtAnApplicationThatCachesTheKeysForADay() {
        Duration step = Duration.ofMinutes(667);
        List<CachingApplication> applications = Stream.of(first, second)
                .map(node ->
                        new CachingApplication(node.clock(), () -> node.keys().publicKeys()))
                .toList();
        Set<String> used = new java.util.TreeSet<>();
        List<String> failures = new ArrayList<>();
        for (Duration passed = Duration.ZERO; passed.toDays() < 365; passed = passed.plus(step)) {
            KeyNode leading = passed.toHours() % 2 == 0 ? first : second;
            List<String> before = tokens();
            List<KeyLife> then = leading.keys().lives();
            leading.rotation().step();
            awaitSame(first, second);
            boolean changed = !then.equals(leading.keys().lives());
            List<String> after = changed ? tokens() : List.of();
            for (String token : Stream.concat(before.stream(), after.stream()).toList()) {
                used.add(kid(token));
                for (CachingApplication application : applications) {
                    if (!application.validates(token)) {
                        failures.add(passed + " " + kid(token));
                    }
                }
                if (!verifies(first, token) || !verifies(second, token)) {
                    failures.add(passed + " at the hub " + kid(token));
                }
            }
            pass(step);
        }

        assertThat(failures).isEmpty();
        assertThat(used).as("four algorithms, a quarter each").hasSize(4 * 5);
        assertThat(first.keys().publicKeys().getKeys()).hasSizeLessThanOrEqualTo(3 * 4);
    }

    private List<String> tokens() {
        return Stream.of(first, second)
                .flatMap(node -> SigningKeys.ALGORITHMS.stream()
                        .map(algorithm -> node.keys().sign(algorithm, null, CLAIMS)))
                .toList();
    }

    @Test
    void aKeyIsAnnouncedUsedRetiredAndRemovedAndThenNothingOfItCounts() throws Exception {
        String token = sign(first);
        JWK stolen = stolen(kid(token));
        assertThat(stolen.isPrivate()).isTrue();

        pass(KeySchedule.USED.minus(KeySchedule.ANNOUNCED));
        second.rotation().step();
        awaitSame(first, second);
        assertThat(first.keys().publicKeys().getKeys()).hasSize(8);
        assertThat(kid(sign(first))).isEqualTo(kid(token));

        pass(KeySchedule.ANNOUNCED);
        first.rotation().step();
        awaitSame(first, second);
        assertThat(kid(sign(second))).isNotEqualTo(kid(token));
        assertThat(publishes(second, kid(token))).isTrue();
        assertThat(verifies(second, token)).isTrue();
        assertThat(stolen(kid(token)).isPrivate())
                .as("what signs no more has no private part")
                .isFalse();

        pass(KeySchedule.PUBLISHED_AFTER);
        second.rotation().step();
        awaitSame(first, second);
        assertThat(publishes(first, kid(token))).isFalse();
        assertThat(verifies(first, token)).isFalse();
        assertThat(verifies(first, forged(stolen))).isFalse();
        assertThat(takesAsHint(first, token)).isTrue();

        pass(KeySchedule.HINTS);
        assertThat(takesAsHint(first, token)).isFalse();
        assertThat(audited(null).subList(0, 4))
                .containsExactly(
                        "announced RS256 system",
                        "announced ES256 system",
                        "announced PS256 system",
                        "announced EdDSA system");
        assertThat(audited(null)).hasSize(16).contains("retired ES256 system", "removed ES256 system");
    }

    @Test
    void nodesWhoseClocksDifferByHalfAMinuteUnderstandOneAnother() {
        second.clock().advance(Duration.ofSeconds(30));
        pass(KeySchedule.USED.minus(KeySchedule.ANNOUNCED));
        second.rotation().step();
        awaitSame(first, second);
        pass(KeySchedule.ANNOUNCED);
        CachingApplication application =
                new CachingApplication(first.clock(), () -> first.keys().publicKeys());
        assertThat(application.validates(sign(first))).isTrue();

        first.feed().stop();
        second.rotation().step();
        String ahead = sign(second);
        String behind = sign(first);

        assertThat(kid(ahead)).isNotEqualTo(kid(behind));
        assertThat(verifies(first, ahead)).as("by the node that has not heard").isTrue();
        assertThat(verifies(second, behind)).isTrue();
        assertThat(application.validates(ahead)).isTrue();
        first.feed().start();
        awaitSame(first, second);
    }

    @Test
    void aNodeThatHearsNothingTakesTheChangeOverAtItsNextLook() {
        first.feed().stop();
        second.rotation().rotate(Manner.AT_ONCE, "ES256", "a drill", OPERATOR);
        assertThat(first.keys().lives()).isNotEqualTo(second.keys().lives());

        first.rotation().step();

        assertThat(first.keys().lives()).isEqualTo(second.keys().lives());
    }

    @Test
    void aBrokenConnectionIsFoundAndTheKeysAreReadAgain() {
        first.jdbc()
                .sql("select count(pg_terminate_backend(pid)) from pg_stat_activity where pid <> pg_backend_pid()"
                        + " and datname = current_database() and query ilike 'listen%'")
                .query(Integer.class)
                .single();
        second.rotation().rotate(Manner.AT_ONCE, "ES256", "a drill", OPERATOR);

        Awaitility.await()
                .atMost(Duration.ofSeconds(3))
                .until(() -> first.keys().lives().equals(second.keys().lives()));
    }

    @Test
    void nodesThatStepAtOnceDoItOnce() {
        pass(KeySchedule.USED);

        CompletableFuture.allOf(Stream.of(first, second, first, second)
                        .map(node ->
                                CompletableFuture.runAsync(() -> node.rotation().step()))
                        .toArray(CompletableFuture[]::new))
                .join();

        assertThat(audited(null)).hasSize(4);
        assertThat(first.keys().lives()).hasSize(8);
    }

    @Test
    void anOperatorAnnouncesOneThatIsUsedADayLater() {
        String before = sign(first);
        first.rotation().rotate(Manner.ANNOUNCED, "ES256", "two-yearly audit", OPERATOR);
        assertThat(kid(sign(first))).isEqualTo(kid(before));
        assertThatThrownBy(() -> first.rotation().rotate(Manner.ANNOUNCED, "ES256", "once more", OPERATOR))
                .isInstanceOf(AlreadyAnnounced.class);
        assertThat(first.rotation().rotate(Manner.ANNOUNCED, null, "the others, too", OPERATOR))
                .as("one announced for each")
                .filteredOn(key -> key.state() == State.ANNOUNCED)
                .hasSize(4);

        pass(KeySchedule.ANNOUNCED);
        second.rotation().step();

        assertThat(kid(sign(second))).isNotEqualTo(kid(before));
        assertThat(audited("two-yearly audit")).containsExactly("announced ES256 system");
    }

    @Test
    void anotherOneSignsAtOnceAndWhatTheLastOneSignedCountsOn() {
        String before = sign(second);

        first.rotation().rotate(Manner.AT_ONCE, "ES256", "a drill", OPERATOR);

        assertThat(kid(sign(first))).isNotEqualTo(kid(before));
        assertThat(verifies(first, before)).isTrue();
        awaitSame(first, second);
        assertThat(kid(sign(second))).isEqualTo(kid(sign(first)));
        assertThat(audited("a drill"))
                .containsExactly("announced ES256 system", "retired ES256 system", "in_use ES256 system");
    }

    @Test
    void atOnceMeansTheOneThatSomeApplicationsKnowAlready() {
        String announced = first.rotation().rotate(Manner.ANNOUNCED, "ES256", "first", OPERATOR).stream()
                .filter(key -> key.state() == State.ANNOUNCED)
                .map(KeyLife::keyId)
                .findFirst()
                .orElseThrow();

        first.rotation().rotate(Manner.AT_ONCE, "ES256", "then", OPERATOR);

        assertThat(kid(sign(first))).isEqualTo(announced);
    }

    @Test
    void nothingCountsThatACompromisedKeySigned() throws Exception {
        first.rotation().rotate(Manner.ANNOUNCED, "ES256", "first", OPERATOR);
        String before = sign(first);
        JWK stolen = stolen(kid(before));
        String other = first.keys().sign("RS256", null, CLAIMS);
        List<String> gone = KeyRotation.of("ES256", first.keys().lives()).stream()
                .map(KeyLife::keyId)
                .toList();

        first.rotation().rotate(Manner.COMPROMISED, "ES256", "a backup was stolen", OPERATOR);
        awaitSame(first, second);

        for (KeyNode node : List.of(first, second)) {
            assertThat(gone).hasSize(2).noneMatch(keyId -> publishes(node, keyId));
            assertThat(verifies(node, before)).isFalse();
            assertThat(takesAsHint(node, before)).isFalse();
            assertThat(takesAsHint(node, forged(stolen))).isFalse();
            assertThat(verifies(node, sign(first))).isTrue();
            assertThat(verifies(node, other)).as("another algorithm").isTrue();
        }
        assertThat(stolen(kid(before)).isPrivate()).isFalse();
        assertThat(audited("a backup was stolen"))
                .containsExactly(
                        "compromised ES256 system",
                        "compromised ES256 system",
                        "announced ES256 system",
                        "in_use ES256 system");
    }

    @Test
    void theAuditsOldSealsAreVerifiedWithKeysThatAreGone() {
        first.rotation().rotate(Manner.AT_ONCE, "ES256", "a drill", OPERATOR);
        first.bean(AuditSeals.class).seal();
        first.rotation().rotate(Manner.COMPROMISED, "ES256", "for real", OPERATOR);
        first.bean(AuditSeals.class).seal();

        assertThat(first.bean(AuditVerification.class).verify(null).findings()).isEmpty();
    }

    @Test
    void nobodyButAnOperatorSeesOrChangesKeys() {
        Actor admin = new Actor("dirk", "ebit-dresden", Set.of(Actor.PROVIDER_ADMIN, Actor.AUDITOR));
        List<KeyLife> before = first.rotation().all(OPERATOR);

        assertThatThrownBy(() -> first.rotation().all(admin)).isInstanceOf(NotAllowed.class);
        for (Manner manner : Manner.values()) {
            assertThatThrownBy(() -> first.rotation().rotate(manner, null, "why not", admin))
                    .isInstanceOf(NotAllowed.class);
        }
        assertThatThrownBy(() -> first.rotation().rotate(Manner.AT_ONCE, "HS256", "why not", OPERATOR))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(first.rotation().all(OPERATOR)).isEqualTo(before);
    }
}
