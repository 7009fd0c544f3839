package de.stadttor.cli;

import de.stadttor.audit.AuditSeals;
import de.stadttor.backup.Manifest;
import de.stadttor.backup.Restoring;
import de.stadttor.platform.Settings;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/** Fills an empty database from a backup. */
@Command(
        name = "restore",
        description = "Fills an empty database from the backup FILE, all or nothing, with the settings of serve.",
        mixinStandardHelpOptions = true)
final class RestoreCommand implements Callable<Integer> {

    @Parameters(paramLabel = "FILE", description = "as stadttor backup wrote it")
    private Path file = Path.of("");

    @Unmatched
    private List<String> options = new ArrayList<>();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        String[] settings = SpringOptions.of(options, spec);
        Manifest manifest;
        String issuer;
        try (ConfigurableApplicationContext context = BesideTheDatabase.look(settings)) {
            issuer = context.getBean(Settings.class).issuer();
            manifest = context.getBean(Restoring.class).restore(file);
        }
        // a first start on it: the restore gets into the audit
        try (ConfigurableApplicationContext context = BesideTheDatabase.open(settings)) {
            context.getBean(AuditSeals.class).seal();
        }
        tell(manifest, issuer);
        return 0;
    }

    private void tell(Manifest manifest, String issuer) {
        PrintWriter out = spec.commandLine().getOut();
        out.println("Restored: " + BackupCommand.contents(manifest) + ".");
        out.println("Nobody is signed in, and no code or token of before counts.");
        out.println("What was changed later has to be done again: people and providers switched off, rules and releases"
                + " withdrawn, secrets changed, keys declared compromised.");
        if (!issuer.equals(manifest.issuer())) {
            out.println("The backup is of " + manifest.issuer() + ", this hub is " + issuer
                    + ": applications and providers know it by the former.");
        }
    }
}
