package de.stadttor.cli;

import de.stadttor.platform.StartCheck;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringApplication.AbandonedRunException;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.ComponentScan;

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
                "de.stadttor.keys",
                "de.stadttor.configuration"
            })
    static final class LowerFloors {}

    /**
     * The caller closes it.
     *
     * @throws CommandFailure where a setting is missing or unsafe, or the database is away
     */
    static ConfigurableApplicationContext open() {
        List<String> problems = new ArrayList<>();
        SpringApplication application = new SpringApplicationBuilder(LowerFloors.class)
                .web(WebApplicationType.NONE)
                .properties(Map.of("logging.threshold.console", "ERROR"))
                .initializers(context -> {
                    problems.addAll(StartCheck.problems(context.getEnvironment()));
                    if (!problems.isEmpty()) {
                        throw new AbandonedRunException(context);
                    }
                })
                .build();
        application.setLogStartupInfo(false);
        try {
            return application.run();
        } catch (AbandonedRunException e) {
            throw new CommandFailure(String.join("\n", problems), e);
        }
    }
}
