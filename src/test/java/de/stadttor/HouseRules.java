package de.stadttor;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitCallTarget;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.CompositeArchRule;
import jakarta.servlet.http.HttpSession;
import java.time.Clock;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;

/**
 * What holds in a house whose modules lie below a base package: the hub's own, or that of the broken samples, which
 * prove that each rule can fail.
 */
final class HouseRules {

    /** Which of the others each station may use. */
    static final Map<String, List<String>> STATIONS = Map.of(
            "homerealm", List.of(),
            "upstream", List.of(),
            "access", List.of(),
            "session", List.of(),
            "issuing", List.of("access", "session"),
            "directory", List.of());

    /** What in {@code access} talks to Spring or to the database; whatever else lies there decides. */
    private static final String KEEPERS =
            "AccessConfiguration|AccessDecisions|DecisionInputs|DecisionRetention|DecisionStore|Releases"
                    + "|Explanations|RuleSets|RuleStore|RulesOfTheGone";

    private final String base;

    HouseRules(String base) {
        this.base = base;
    }

    /** A rule, and the name of the sample that breaks it. */
    record HouseRule(String brokenBy, ArchRule rule) {}

    List<HouseRule> all() {
        return List.of(
                new HouseRule("UsesCaller", noCycle()),
                new HouseRule("CallsAnotherStation", stationsDoNotCallOneAnother()),
                new HouseRule("CallsKeycloak", onlyDirectoryKnowsKeycloak()),
                new HouseRule("DecidesBySql", decidingKnowsNeitherSpringNorSql()),
                new HouseRule("ReadsTheWallClock", timeComesFromTheClock()),
                new HouseRule("CallsTheAudit", onlyTheWaysInReadTheAudit()),
                new HouseRule("AddressHelper", namesSayWhatAClassIs()),
                new HouseRule("UsesTheDemo", productionKnowsNoDemo()),
                new HouseRule("KeepsAServletSession", noServletSession()),
                new HouseRule("InjectsAField", noFieldIsInjected()),
                new HouseRule("TellsItsSecret", SecretsInRecords.areNotPrinted()),
                new HouseRule("LiesInNoModule", ModulePackages.areDescribed(base)));
    }

    private ArchRule noCycle() {
        return slices().matching(base + ".(*)..").should().beFreeOfCycles();
    }

    private ArchRule stationsDoNotCallOneAnother() {
        return CompositeArchRule.of(STATIONS.keySet().stream()
                .<ArchRule>map(station -> noClasses()
                        .that()
                        .resideInAPackage(module(station))
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(STATIONS.keySet().stream()
                                .filter(other -> !other.equals(station)
                                        && !STATIONS.getOrDefault(station, List.of())
                                                .contains(other))
                                .map(this::module)
                                .toArray(String[]::new))
                        .allowEmptyShould(true))
                .toList());
    }

    private ArchRule onlyDirectoryKnowsKeycloak() {
        return noClasses()
                .that()
                .resideOutsideOfPackage(module("directory"))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.keycloak..");
    }

    private ArchRule decidingKnowsNeitherSpringNorSql() {
        return noClasses()
                .that()
                .resideInAPackage(module("access"))
                .and()
                .haveNameNotMatching(".*\\.(" + KEEPERS + "|package-info)(\\$.*)?")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.springframework..", "java.sql..", "javax.sql..", "org.postgresql..");
    }

    private ArchRule timeComesFromTheClock() {
        return noClasses()
                .that()
                .haveNameNotMatching(".*\\.platform\\.PlatformConfiguration")
                .should()
                .callCodeUnitWhere(target(new DescribedPredicate<CodeUnitCallTarget>("reads the wall clock") {
                    @Override
                    public boolean test(CodeUnitCallTarget called) {
                        return switch (called.getName()) {
                            case "now" ->
                                called.getOwner().getPackageName().equals("java.time")
                                        && called.getRawParameterTypes().stream()
                                                .noneMatch(given -> given.isEquivalentTo(Clock.class));
                            case "currentTimeMillis" -> called.getOwner().isEquivalentTo(System.class);
                            case "<init>" ->
                                called.getOwner().isEquivalentTo(Date.class)
                                        && called.getRawParameterTypes().isEmpty();
                            default ->
                                called.getOwner().isEquivalentTo(Clock.class)
                                        && called.getName().startsWith("system");
                        };
                    }
                }));
    }

    /** The ways in may read it; recording is by events alone, and its listener is visible to nobody. */
    private ArchRule onlyTheWaysInReadTheAudit() {
        return noClasses()
                .that()
                .resideOutsideOfPackages(module("audit"), module("api"), module("cli"), module("web"), module("desk"))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(module("audit"));
    }

    private ArchRule namesSayWhatAClassIs() {
        return noClasses().should().haveNameMatching(".*[.$]([^.$]*(Impl|Utils?|Helper|Manager)|Base[A-Z][^.$]*)");
    }

    private ArchRule productionKnowsNoDemo() {
        return noClasses().should().dependOnClassesThat().resideInAPackage("stadttor.demo..");
    }

    private ArchRule noServletSession() {
        return noClasses().should().dependOnClassesThat().areAssignableTo(HttpSession.class);
    }

    private ArchRule noFieldIsInjected() {
        return noFields().should().beAnnotatedWith(Autowired.class).orShould().beAnnotatedWith(Value.class);
    }

    private String module(String name) {
        return base + "." + name + "..";
    }
}
