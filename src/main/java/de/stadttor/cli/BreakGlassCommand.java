package de.stadttor.cli;

import de.stadttor.audit.AuditSeals;
import de.stadttor.issuing.BreakGlass;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/** The way in for the day when no operator's provider answers. */
@Command(
        name = "break-glass",
        description =
                "An operator's API token for 15 minutes, made beside the database; every provider's admins see it.",
        mixinStandardHelpOptions = true)
final class BreakGlassCommand implements Callable<Integer> {

    private static final int LONGEST = 500;

    @Option(names = "--why", required = true, paramLabel = "TEXT", description = "the reason, for the audit")
    private String why = "";

    @Option(names = "--end", description = "takes all such tokens back instead")
    private boolean end;

    @Unmatched
    private List<String> options = new ArrayList<>();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        String reason = why.strip();
        if (reason.isEmpty()
                || reason.length() > LONGEST
                || reason.codePoints()
                        .anyMatch(c -> Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE)) {
            throw new ParameterException(
                    spec.commandLine(), "--why needs a text of 1 to 500 characters in one line: the reason.");
        }
        try (ConfigurableApplicationContext context = BesideTheDatabase.open(SpringOptions.of(options, spec))) {
            BreakGlass glass = context.getBean(BreakGlass.class);
            if (end) {
                int ended = glass.end(reason);
                spec.commandLine().getErr().println(ended + " tokens are taken back.");
            } else {
                String token = glass.open(reason);
                spec.commandLine().getErr().println("An operator's token for the API, good for 15 minutes:");
                spec.commandLine().getOut().println(token);
            }
            context.getBean(AuditSeals.class).seal();
            return 0;
        }
    }
}
