package de.stadttor;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import de.stadttor.HouseRules.HouseRule;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.modulith.core.ApplicationModules;

/** The modules keep to their floors, and what the house rules forbid is nowhere. */
class HouseTests {

    private static final String HUB = "de.stadttor";
    private static final String BROKEN = "stadttor.broken";
    private static final JavaClasses OURS = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(HUB);
    private static final JavaClasses SAMPLES = new ClassFileImporter().importPackages(BROKEN);

    @Test
    void modulesUseOnlyWhatTheyMay() {
        ApplicationModules.of(Stadttor.class).verify();
    }

    @Test
    void everyStationOfTheRulesIsAModule() {
        ApplicationModules modules = ApplicationModules.of(Stadttor.class);
        assertThat(HouseRules.STATIONS.keySet())
                .allMatch(station -> modules.getModuleByName(station).isPresent());
    }

    static List<HouseRule> ofTheHub() {
        return new HouseRules(HUB).all();
    }

    static List<HouseRule> ofTheSamples() {
        return new HouseRules(BROKEN).all();
    }

    @ParameterizedTest
    @MethodSource("ofTheHub")
    void theHubKeeps(HouseRule rule) {
        rule.rule().check(OURS);
    }

    @ParameterizedTest
    @MethodSource("ofTheSamples")
    void theSampleBreaks(HouseRule rule) {
        assertThat(broken(rule)).anyMatch(line -> line.contains(rule.brokenBy()));
    }

    @Test
    void everyWayToReadTheWallClockIsSeen() {
        HouseRule clock = ofTheSamples().stream()
                .filter(rule -> rule.brokenBy().equals("ReadsTheWallClock"))
                .findFirst()
                .orElseThrow();
        assertThat(broken(clock)).hasSize(6);
    }

    private static List<String> broken(HouseRule rule) {
        return rule.rule().evaluate(SAMPLES).getFailureReport().getDetails();
    }
}
