package de.stadttor.cli;

import de.stadttor.configuration.FirstClient;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/** Makes the first client of an empty hub. */
@Command(
        name = "bootstrap",
        description = "On an empty database: makes the first client for this command and prints its secret once.",
        mixinStandardHelpOptions = true)
final class BootstrapCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Unmatched
    private List<String> options = new ArrayList<>();

    @Override
    public Integer call() {
        try (ConfigurableApplicationContext context = BesideTheDatabase.open(SpringOptions.of(options, spec))) {
            String secret = context.getBean(FirstClient.class)
                    .make()
                    .orElseThrow(() -> new CommandFailure(
                            "There are applications already: the first client is made on an empty database only."));
            spec.commandLine().getErr().println("The first client is made. Its secret is told this once; keep it:");
            spec.commandLine().getOut().println("STADTTOR_CLIENT_ID=" + FirstClient.ID);
            spec.commandLine().getOut().println("STADTTOR_CLIENT_SECRET=" + secret);
            return 0;
        }
    }
}
