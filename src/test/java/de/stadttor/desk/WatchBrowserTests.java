package de.stadttor.desk;

import de.stadttor.desk.DeskBrowser.Opened;
import de.stadttor.testing.HubUnderTest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The pages that tell what happened and why in a real browser: axe finds nothing, nothing scrolls, nothing is blocked. */
class WatchBrowserTests {

    private static final HubUnderTest HUB = HubUnderTest.shared();
    private static final DeskBrowser BROWSER = new DeskBrowser(HUB);

    static List<Opened> audit() {
        DeskPeople people = new DeskPeople(HUB);
        people.opens("anna.richter", "/desk");
        people.newcomer("eva.schulze").opens("meldeauskunft", Map.of("idp_hint", "kid-magdeburg"));
        return List.of(
                new Opened("audit", "dirk.admin", "/desk/audit"),
                new Opened("audit-operator", "otto.betrieb", "/desk/audit"),
                new Opened("audit-person", "dirk.admin", "/desk/audit?who=Anna+Richter&topic=refusals"),
                new Opened("audit-several", "dirk.admin", "/desk/audit?who=dresden.example"),
                new Opened("audit-problem", "dirk.admin", "/desk/audit?from=2026-02-02&to=2026-01-01&who=niemand"));
    }

    @ParameterizedTest
    @MethodSource("audit")
    void theAuditIsAccessibleInBothLanguagesAtEveryWidth(Opened opened) {
        BROWSER.isFaultlessEverywhere(opened);
    }

    @AfterAll
    static void close() {
        BROWSER.close();
    }
}
