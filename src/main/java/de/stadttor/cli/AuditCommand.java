package de.stadttor.cli;

import de.stadttor.audit.AuditVerification;
import de.stadttor.audit.AuditVerification.Report;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/** The audit, looked at beside the database. */
@Command(
        name = "audit",
        description = "The audit's chain of signed seals.",
        mixinStandardHelpOptions = true,
        subcommands = AuditCommand.Verify.class)
final class AuditCommand {

    private static final long LONGEST_HEAD = 65_536;

    @Command(
            name = "verify",
            description = "Finds, with the settings of serve, any record that was altered, removed, moved or inserted;"
                    + " changes nothing.",
            mixinStandardHelpOptions = true)
    static final class Verify implements Callable<Integer> {

        @Option(
                names = "--head",
                paramLabel = "FILE",
                description = "a head that was kept (GET /api/v1/audit-events/head): shows whether the end was cut off")
        private @Nullable Path head;

        @Unmatched
        private List<String> options = new ArrayList<>();

        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Override
        public Integer call() {
            String kept = head == null ? null : read(head);
            try (ConfigurableApplicationContext context = BesideTheDatabase.look(SpringOptions.of(options, spec))) {
                Report report = context.getBean(AuditVerification.class).verify(kept);
                report.findings().forEach(spec.commandLine().getErr()::println);
                tell(report, kept != null, spec.commandLine().getOut());
                return report.findings().isEmpty() ? 0 : 1;
            }
        }
    }

    private static void tell(Report report, boolean withHead, PrintWriter out) {
        out.println("%d records under %d seals, %d not sealed yet: %s"
                .formatted(
                        report.records(),
                        report.seals(),
                        report.waiting(),
                        report.findings().isEmpty() ? "nothing was altered." : "they are not as the hub wrote them."));
        if (!withHead) {
            out.println("Whether the end was cut off shows only against a head that was kept: --head FILE.");
        }
    }

    private static String read(Path file) {
        try {
            if (Files.size(file) > LONGEST_HEAD) {
                throw new CommandFailure(file + " is too long for a head.");
            }
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new CommandFailure(file + " cannot be read.", e);
        }
    }
}
