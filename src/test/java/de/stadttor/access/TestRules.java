package de.stadttor.access;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Rules by hand, and those of the demo. */
final class TestRules {

    private TestRules() {}

    static Rule rule(String id, String provider, String application, Condition when, String... grant) {
        return new Rule(id, provider, application, when, Set.of(grant), null, null, null);
    }

    static Condition when(Map<String, Object> json) {
        return ConditionJson.fromJson(json);
    }

    static Condition group(String name) {
        return new Condition.Group(name);
    }

    static Condition cel(String expression) {
        return new Condition.Cel(expression);
    }

    /** What gives the people of the demo the roles that the contract names. */
    static List<Rule> demo() {
        List<Rule> rules = new ArrayList<>();
        offices(
                rules,
                TestProviders.DRESDEN,
                new Condition.GroupBelow("/Bauaufsichtsamt"),
                group("/Bauaufsichtsamt/Leitung"),
                group("/Bürgeramt/Meldewesen"),
                group("/IT/Administration"));
        offices(
                rules,
                TestProviders.MAGDEBURG,
                new Condition.Any(List.of(new Condition.Role("sb-bau"), new Condition.Role("al-bau"))),
                new Condition.All(List.of(new Condition.Role("al-bau"), group("/FB 63/Leitung"))),
                new Condition.Role("sb-melde"),
                group("/Amt 10/IT"));
        offices(
                rules,
                TestProviders.LEIPZIG,
                cel("groups.exists(g, g.startsWith('A63-'))"),
                group("A63-AL"),
                group("A33-SB"),
                group("LECOS-ADM"));
        rules.add(rule("operator", TestProviders.DRESDEN, "stadttor", group("/IT/MK-Betrieb"), "operator"));
        rules.add(rule("auditor", TestProviders.MAGDEBURG, "stadttor", group("/Amt 14/Revision"), "auditor"));
        rules.add(rule("operator", TestProviders.LEIPZIG, "stadttor", group("MK-BETRIEB"), "operator"));
        return rules;
    }

    private static void offices(
            List<Rule> rules,
            String provider,
            Condition building,
            Condition head,
            Condition residents,
            Condition administration) {
        rules.add(rule("bau", provider, "bauantrag", building, "lesen", "bearbeiten"));
        rules.add(rule("bau-leitung", provider, "bauantrag", head, "genehmigen"));
        rules.add(rule("foerder-leitung", provider, "foerdermittel", head, "bewilligen"));
        rules.add(rule("owner", provider, "stadttor", head, "application-owner"));
        rules.add(rule("melde", provider, "meldeauskunft", residents, "auskunft"));
        rules.add(rule("admin", provider, "stadttor", administration, "provider-admin"));
    }
}
