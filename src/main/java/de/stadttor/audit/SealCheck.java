package de.stadttor.audit;

import com.nimbusds.jwt.JWTClaimsSet;
import java.text.ParseException;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Looks at the seals one after the other: each is signed by the hub, says what its row says, and follows the last. */
final class SealCheck {

    private final SealSignatures signatures;
    private final Findings findings;
    private @Nullable Seal last;

    SealCheck(SealSignatures signatures, Findings findings) {
        this.signatures = signatures;
        this.findings = findings;
    }

    /** The seal that was looked at last; null before the first. */
    @Nullable
    Seal last() {
        return last;
    }

    void look(Seal seal) {
        long expected = last == null ? 1 : last.number() + 1;
        boolean follows = seal.number() == expected;
        if (!follows) {
            findings.add(
                    seal.number() == expected + 1
                            ? "Seal %d is missing.".formatted(expected)
                            : "Seals %d to %d are missing.".formatted(expected, seal.number() - 1));
        }
        JWTClaimsSet claims = signatures.verified(seal.jws()).orElse(null);
        if (claims == null) {
            findings.add("Seal %d of %s is not signed by a key of this hub: it was altered or replaced."
                    .formatted(seal.number(), seal.sealedAt()));
        } else {
            compare(seal, claims, follows);
        }
        Leaves leaves = seal.leaves();
        if (leaves != null && !leaves.areOf(seal.count())) {
            findings.add("The list of hashes of seal %d was altered: it has another length.".formatted(seal.number()));
        }
        last = seal;
    }

    private void compare(Seal seal, JWTClaimsSet claims, boolean follows) {
        check(seal, "number", seal.number(), claims.getClaim("seal"));
        check(seal, "time", seal.sealedAt(), time(claims.getIssueTime()));
        check(seal, "first position", seal.first(), claims.getClaim("first"));
        check(seal, "count of records", (long) seal.count(), claims.getClaim("count"));
        check(seal, "list of kinds", seal.kinds(), texts(claims, "kinds"));
        Leaves leaves = seal.leaves();
        if (leaves != null && !Seal.encoded(leaves.root()).equals(claims.getClaim("root"))) {
            findings.add("The list of hashes of seal %d was altered.".formatted(seal.number()));
        }
        String before = last == null ? null : last.hash();
        if (follows && !Objects.equals(before, claims.getClaim("previous"))) {
            findings.add(
                    "Seal %d does not follow the seal before it: one of them was replaced.".formatted(seal.number()));
        }
        if (follows && last != null && seal.first() != last.end()) {
            findings.add("Seal %d does not begin where the seal before it ends.".formatted(seal.number()));
        }
    }

    private void check(Seal seal, String what, Object stored, @Nullable Object said) {
        if (!stored.equals(said)) {
            findings.add("The %s of seal %d was altered: the row has %s, the signature says %s."
                    .formatted(what, seal.number(), stored, said));
        }
    }

    private static @Nullable Instant time(@Nullable Date date) {
        return date == null ? null : date.toInstant();
    }

    private static List<String> texts(JWTClaimsSet claims, String name) {
        try {
            List<String> texts = claims.getStringListClaim(name);
            return texts == null ? List.of() : texts;
        } catch (ParseException e) {
            return List.of();
        }
    }
}
