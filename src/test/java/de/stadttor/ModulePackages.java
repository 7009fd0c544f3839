package de.stadttor;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

/** Every package is null-marked, and every package below the base is a module that says whom it may use. */
final class ModulePackages {

    private ModulePackages() {}

    static ArchRule areDescribed(String base) {
        return classes().should(new ArchCondition<>("reside in a package that is null-marked and a module") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                JavaPackage where = type.getPackage();
                boolean module = where.getName().equals(base) || where.isAnnotatedWith(ApplicationModule.class);
                if (!where.isAnnotatedWith(NullMarked.class) || !module) {
                    events.add(SimpleConditionEvent.violated(
                            where, "the package of " + type.getName() + " is not null-marked or no module"));
                }
            }
        });
    }
}
