package de.stadttor.cli;

import de.stadttor.platform.StartCheck;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringApplication.AbandonedRunException;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/** Starts one hub node, unless a setting is missing or unsafe. */
@Command(
        name = "serve",
        description = "One hub node; set by STADTTOR_… variables or by a file.",
        mixinStandardHelpOptions = true)
final class ServeCommand implements Callable<Integer> {

    private final Class<?> hub;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Unmatched
    private List<String> options = new ArrayList<>();

    ServeCommand(Class<?> hub) {
        this.hub = hub;
    }

    @Override
    public Integer call() {
        String[] given = SpringOptions.of(options, spec);
        List<String> problems = new ArrayList<>();
        SpringApplication application = new SpringApplication(hub);
        application.addInitializers((ConfigurableApplicationContext context) -> {
            problems.addAll(StartCheck.problems(context.getEnvironment()));
            if (!problems.isEmpty()) {
                throw new AbandonedRunException(context);
            }
        });
        try {
            application.run(given);
            return Commands.STAYS;
        } catch (AbandonedRunException e) {
            problems.forEach(problem -> spec.commandLine().getErr().println(problem));
            return 1;
        }
    }
}
