package de.stadttor.cli;

import de.stadttor.audit.AuditVerification;
import de.stadttor.backup.BackupWriter;
import de.stadttor.backup.Restoring;
import de.stadttor.issuing.BreakGlass;
import de.stadttor.platform.Partitions;
import de.stadttor.platform.StartCheck;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringApplication.AbandonedRunException;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;
import org.springframework.context.annotation.Import;

/** The hub's lower floors without its doors, for a command that works on the database itself. */
final class BesideTheDatabase {

    private BesideTheDatabase() {}

    /** Its annotations are what Spring starts with; the hub itself does not see it. */
    @EnableAutoConfiguration
    @ComponentScan(
            basePackages = {
                "de.stadttor.platform",
                "de.stadttor.federation",
                "de.stadttor.application",
                "de.stadttor.person",
                "de.stadttor.access",
                "de.stadttor.audit",
                "de.stadttor.backup",
                "de.stadttor.keys",
                "de.stadttor.configuration"
            })
    @Import(BreakGlass.class)
    static final class LowerFloors {}

    /** What a look needs: nothing here writes by itself. */
    @EnableAutoConfiguration
    @ComponentScan(
            basePackages = {"de.stadttor.platform", "de.stadttor.federation", "de.stadttor.upstream"},
            excludeFilters = @ComponentScan.Filter(type = FilterType.ASSIGNABLE_TYPE, classes = Partitions.class))
    @Import({AuditVerification.class, BackupWriter.class, Restoring.class})
    static final class Look {

        @Bean
        FlywayMigrationStrategy leaveTheDatabaseAsItIs() {
            return flyway -> {};
        }
    }

    /**
     * The caller closes it.
     *
     * @param options Spring's own
     * @throws CommandFailure where a setting is missing or unsafe, a line each
     */
    static ConfigurableApplicationContext open(String... options) {
        return run(LowerFloors.class, Map.of("logging.threshold.console", "ERROR"), options);
    }

    /** As {@link #open}, but the database may be away, and what is there is not changed. */
    static ConfigurableApplicationContext look(String... options) {
        return run(
                Look.class,
                Map.of("logging.threshold.console", "OFF", "spring.main.lazy-initialization", "true"),
                options);
    }

    private static ConfigurableApplicationContext run(
            Class<?> floors, Map<String, Object> properties, String... options) {
        List<String> problems = new ArrayList<>();
        SpringApplication application = new SpringApplicationBuilder(floors)
                .web(WebApplicationType.NONE)
                .properties(properties)
                // one command does one thing after the other: no pool to fill before it begins
                .properties("spring.datasource.hikari.minimum-idle=1")
                .initializers(context -> {
                    problems.addAll(StartCheck.problems(context.getEnvironment()));
                    if (!problems.isEmpty()) {
                        throw new AbandonedRunException(context);
                    }
                })
                .build();
        application.setLogStartupInfo(false);
        try {
            return application.run(options);
        } catch (AbandonedRunException e) {
            throw new CommandFailure(String.join("\n", problems), e);
        }
    }
}
