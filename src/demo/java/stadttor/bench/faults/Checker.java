package stadttor.bench.faults;

import de.stadttor.platform.OpaqueKeys;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/** Compares what clients were told with what is stored, and adds what they noticed themselves. */
final class Checker {

    private Checker() {}

    /** A sentence for each thing that is wrong. */
    record Findings(List<String> lost, List<String> doubled, List<String> mixed) {

        boolean isClean() {
            return lost.isEmpty() && doubled.isEmpty() && mixed.isEmpty();
        }

        /** What is here and was not there. */
        Findings since(Findings before) {
            return new Findings(
                    without(lost, before.lost), without(doubled, before.doubled), without(mixed, before.mixed));
        }

        private static List<String> without(List<String> all, Collection<String> before) {
            List<String> left = new ArrayList<>(all);
            before.forEach(left::remove);
            return left;
        }
    }

    static Findings check(Ledger told, Stored stored) {
        List<String> lost = told.lost();
        for (String session : told.sessions()) {
            if (!stored.sessions().contains(session)) {
                lost.add("the session " + session + " is not stored");
            }
            if (!stored.signIns().contains(session)) {
                lost.add("the audit has no sign-in for the session " + session);
            }
        }
        for (Family family : told.families()) {
            if (!family.isUncertain() && !stored.refreshTokens().contains(key(family.refreshToken()))) {
                lost.add("the refresh token " + key(family.refreshToken()).substring(0, 12) + " is not stored");
            }
        }
        for (int change : told.changes()) {
            if (!stored.marks().contains(Configured.mark(change))) {
                lost.add("the rules never had " + Configured.mark(change));
            }
        }
        if (stored.applied() < told.changes().size()) {
            lost.add("the audit has " + stored.applied() + " changes of the configuration, "
                    + told.changes().size() + " were acknowledged");
        }
        List<String> doubled = told.doubled();
        twice(stored.marks()).forEach(mark -> doubled.add("the rules got " + mark + " twice"));
        twice(stored.signIns())
                .forEach(session -> doubled.add("the audit has two sign-ins for the session " + session));
        stored.branched().forEach(parent -> doubled.add("two refresh tokens follow " + parent));
        return new Findings(lost, doubled, told.mixed());
    }

    private static String key(String refreshToken) {
        return HexFormat.of().formatHex(OpaqueKeys.storedKey(refreshToken).orElseThrow());
    }

    private static Set<String> twice(List<String> all) {
        Set<String> seen = new HashSet<>();
        Set<String> twice = new HashSet<>();
        for (String one : all) {
            if (!seen.add(one)) {
                twice.add(one);
            }
        }
        return twice;
    }
}
