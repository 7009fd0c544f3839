package de.stadttor.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.SignedJWT;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.support.TransactionTemplate;

/** Whoever has all rights in the database, but not the key-encryption key, changes nothing unseen. */
class TamperingTests {

    private final AuditWorld world = AuditWorld.emptied();

    @BeforeEach
    void write() {
        world.threeSeals();
        assertThat(world.findings(world.head())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "at = at + interval '1 microsecond'",
                "kind = 'logout'",
                "actor = 'somebody-else'",
                "actor_provider = null",
                "actor_provider = 'lecos-leipzig'",
                "provider = 'lecos-leipzig'",
                "provider = null",
                "account = '7d0c9d0e-0000-4000-8000-000000000009'",
                "account = null",
                "application = 'bauantrag'",
                "application = null",
                "reference = 'AAAA-0009'",
                "body = jsonb_set(body, '{reason}', '\"assurance_too_low\"')",
                "body = body - 'reason'",
                "body = body || '{\"more\": true}'",
                "salt = '\\x00000000000000000000000000000000'"
            })
    void seesAnAlteredField(String change) {
        assertThat(world.tamper("update audit_event set " + change + " where position = 5"))
                .isEqualTo(1);

        assertThat(world.findings())
                .singleElement()
                .asString()
                .startsWith("Record 5 (")
                .endsWith("was altered.");
    }

    @Test
    void seesADeletedRecord() {
        world.tamper("delete from audit_event where position = 5");

        assertThat(world.findings())
                .singleElement()
                .asString()
                .matches("Record 5 \\(refusal, sealed at .*\\) is missing\\.");
    }

    @Test
    void seesTwoSwappedRecords() {
        world.tamper("update audit_event set position = -position where position in (4, 5)");
        world.tamper("update audit_event set position = 9 + position where position in (-4, -5)");

        assertThat(world.findings())
                .containsExactly(
                        "Record 5 stands in the place of record 4: their order was changed.",
                        "Record 4 stands in the place of record 5: their order was changed.");
    }

    @Test
    void seesTwoRecordsOfDifferentSealsSwapped() {
        world.tamper("update audit_event set position = -position where position in (1, 9)");
        world.tamper("update audit_event set position = 10 + position where position in (-1, -9)");

        assertThat(world.findings()).hasSize(2).allMatch(finding -> finding.endsWith("was altered."));
    }

    @Test
    void seesAnInsertedRecord() {
        world.tamper("""
                insert into audit_event select 10, at, kind, actor, actor_provider, provider, account, application,
                    reference, body, salt from audit_event where position = 9
                """);
        assertThat(world.findings()).singleElement().asString().contains("Record 10", "belongs to no seal");

        world.tamper("update audit_event set position = 0 where position = 10");
        assertThat(world.findings()).singleElement().asString().contains("Record 0", "belongs to no seal");
    }

    @Test
    void sealsNothingThatTheHubDidNotWrite() {
        world.tamper("""
                insert into audit_inbox (at, kind, actor, provider, body, salt, mac)
                select at, kind, 'somebody-else', provider, body, salt, salt from audit_event where position = 9
                """);

        world.seals().seal();
        world.happened(new AuditWorld.SignedIn(AuditWorld.ANNA, "ebit-dresden", "later"));
        world.seals().seal();

        assertThat(world.findings()).singleElement().asString().contains("inbox", "was not written by the hub");
        assertThat(world.bean(AuditVerification.class).verify(null).records()).isEqualTo(10);
    }

    @Test
    void seesWhatWasAlteredBeforeItWasSealed() {
        world.bean(TransactionTemplate.class).executeWithoutResult(status -> {
            world.publish(new AuditWorld.SignedIn(AuditWorld.ANNA, "ebit-dresden", "later"));
            world.jdbc()
                    .sql("update audit_inbox set account = '7d0c9d0e-0000-4000-8000-000000000009'")
                    .update();
        });
        world.seals().seal();

        assertThat(world.findings()).singleElement().asString().contains("altered before it was sealed");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sealed_at = sealed_at + interval '1 second'",
                "record_count = 2",
                "first_position = 40",
                "kinds = array['change', 'logout', 'sign-in']",
                "leaves = set_byte(leaves, 7, 255 - get_byte(leaves, 7))",
                "leaves = substring(leaves from 34)",
                "leaves = null",
                "number = 20",
                "jws = jws || 'A'",
                "jws = (select jws from audit_seal where number = 1)"
            })
    void seesAnAlteredSeal(String change) {
        world.tamper("update audit_seal set " + change + " where number = 2");

        assertThat(world.findings()).anyMatch(finding -> finding.matches(".*[Ss]eals? (2|20)\\b.*"));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void seesADeletedSeal(int number) {
        world.tamper("delete from audit_seal where number = " + number);

        assertThat(world.findings()).contains("Seal " + number + " is missing.");
    }

    @Test
    void seesASealWithItsRecordsTakenOutAndTheRestMovedUp() {
        world.tamper("delete from audit_seal where number = 2");
        world.tamper("delete from audit_event where position between 4 and 6");
        world.tamper("update audit_event set position = position - 3 where position > 6");
        world.tamper("update audit_seal set number = 2, first_position = 4 where number = 3");

        assertThat(world.findings())
                .anyMatch(finding -> finding.startsWith("The number of seal 2 was altered"))
                .anyMatch(finding -> finding.startsWith("Seal 2 does not follow"));
    }

    @Test
    void seesASealSignedWithAnotherKey() throws Exception {
        SignedJWT signed = SignedJWT.parse(world.jdbc()
                .sql("select jws from audit_seal where number = 3")
                .query(String.class)
                .single());
        SignedJWT forged = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.ES256)
                        .keyID(signed.getHeader().getKeyID())
                        .type(new JOSEObjectType(Seal.TYPE))
                        .build(),
                signed.getJWTClaimsSet());
        forged.sign(new ECDSASigner(new ECKeyGenerator(Curve.P_256).generate()));
        world.tamper("update audit_seal set jws = '" + forged.serialize() + "' where number = 3");

        assertThat(world.findings())
                .singleElement()
                .asString()
                .matches("Seal 3 of .* is not signed by a key of this hub: it was altered or replaced\\.");
    }

    @Test
    void seesATokenOfAnotherTypeInTheSealsPlace() {
        String accessToken = world.bean(de.stadttor.keys.SigningKeys.class)
                .sign(
                        "ES256",
                        "at+jwt",
                        new com.nimbusds.jwt.JWTClaimsSet.Builder()
                                .claim("seal", 3)
                                .build());
        world.tamper("update audit_seal set jws = '" + accessToken + "' where number = 3");

        assertThat(world.findings()).singleElement().asString().contains("is not signed by a key of this hub");
    }

    @Test
    void seesAnEndThatWasCutOffAgainstAKeptHeadAlone() {
        String head = world.head();
        world.tamper("delete from audit_seal where number = 3");
        world.tamper("delete from audit_event where position > 6");

        assertThat(world.findings()).isEmpty();
        assertThat(world.findings(head))
                .containsExactly(
                        "The end of the chain was cut off: it ends with seal 2, the head that was kept is seal 3.");
    }

    @Test
    void seesThatTheChainWentOnAfterItsEndWasCutOff() {
        String head = world.head();
        world.tamper("delete from audit_seal where number = 3");
        world.tamper("delete from audit_event where position > 6");
        world.happened(new AuditWorld.SignedIn(AuditWorld.EVA, "kid-magdeburg", "later"));
        world.seals().seal();

        assertThat(world.findings()).isEmpty();
        assertThat(world.findings(head))
                .containsExactly("Seal 3 is not the one of the head that was kept: the chain was written anew.");
    }

    @Test
    void seesNewestRecordsCutOffWithoutTheirSeal() {
        world.tamper("delete from audit_event where position > 7");

        assertThat(world.findings()).hasSize(2).allMatch(finding -> finding.endsWith("is missing."));
    }

    @Test
    void seesThatEverythingIsGone() {
        String head = world.head();
        world.tamper("delete from audit_seal");
        world.tamper("delete from audit_event");

        assertThat(world.findings(head)).singleElement().asString().contains("ends with seal 0");
    }

    @Test
    void takesNoHeadOfAnotherHub() {
        try (AuditWorld other = new AuditWorld()) {
            other.threeSeals();

            assertThat(world.findings(other.head()))
                    .containsExactly("The head that was kept is not signed by a key of this hub.");
        }
        assertThat(world.findings("no head")).hasSize(1);
    }

    @Test
    void anOlderHeadIsPartOfTheChain() {
        String head = world.head();
        world.threeSeals();

        assertThat(world.findings(head)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update audit_event set actor = 'x'",
                "delete from audit_event",
                "truncate audit_event",
                "update audit_seal set jws = 'x'",
                "delete from audit_seal",
                "truncate audit_seal"
            })
    void nothingIsChangedByAccident(String sql) {
        assertThatThrownBy(() -> world.jdbc().sql(sql).update()).isInstanceOf(DataAccessException.class);

        assertThat(world.findings(world.head())).isEmpty();
    }
}
