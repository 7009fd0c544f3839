package de.stadttor;

import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

/** The modules keep to their floors: who may use whom stands in each package-info. */
class HouseTests {

    @Test
    void modulesUseOnlyWhatTheyMay() {
        ApplicationModules.of(Stadttor.class).verify();
    }
}
