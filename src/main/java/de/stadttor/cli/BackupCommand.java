package de.stadttor.cli;

import de.stadttor.backup.BackupWriter;
import de.stadttor.backup.Manifest;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.flywaydb.core.Flyway;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/** Writes the database into a file, beside the database, while hubs run. */
@Command(
        name = "backup",
        description = "Writes what the database keeps into FILE, with the settings of serve, while hubs run; changes"
                + " nothing.",
        mixinStandardHelpOptions = true)
final class BackupCommand implements Callable<Integer> {

    @Parameters(paramLabel = "FILE", description = "must not exist")
    private Path file = Path.of("");

    @Unmatched
    private List<String> options = new ArrayList<>();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        try (ConfigurableApplicationContext context = BesideTheDatabase.look(SpringOptions.of(options, spec))) {
            List<String> problems = DatabaseCheck.migrations(context.getBean(Flyway.class));
            if (!problems.isEmpty()) {
                throw new CommandFailure("The database is not that of this hub: " + problems.getFirst() + ".");
            }
            Manifest manifest = context.getBean(BackupWriter.class).write(file);
            PrintWriter out = spec.commandLine().getOut();
            out.println(file + " holds " + contents(manifest) + ".");
            out.println("Not in it are the key-encryption key, without which nobody can use or restore it, keys that a"
                    + " PKCS#11 module holds, and sessions, codes and tokens.");
            return 0;
        }
    }

    /** How much there is, and of when. */
    static String contents(Manifest manifest) {
        return "%d providers, %d applications, %d people and %d records of the audit, as of %s"
                .formatted(
                        manifest.rows("provider"),
                        manifest.rows("application"),
                        manifest.rows("account"),
                        manifest.rows("audit_event") + manifest.rows("audit_inbox"),
                        manifest.takenAt());
    }
}
