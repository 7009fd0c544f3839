package de.stadttor.cli;

import de.stadttor.backup.BackupProblem;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code stadttor}: what there is to command. Errors are one sentence on stderr; exit codes are 0, 1 and 2. */
@Command(
        name = "stadttor",
        description = "Sign-in for the staff of several cities, and its configuration as code.",
        mixinStandardHelpOptions = true,
        subcommands = {
            ConfigCommand.class,
            ProviderCommand.class,
            BootstrapCommand.class,
            BreakGlassCommand.class,
            AuditCommand.class,
            KeysCommand.class,
            BackupCommand.class,
            RestoreCommand.class,
            DoctorCommand.class,
            CommandLine.HelpCommand.class
        })
public final class Commands {

    /** In place of an exit code: the hub runs now, until it is stopped. */
    public static final int STAYS = -1;

    private Commands() {}

    /**
     * @param hub the Spring application that {@code serve} starts
     * @param args none means {@code serve}
     * @return the exit code, or {@link #STAYS}
     */
    public static int run(Class<?> hub, String... args) {
        CommandLine line = new CommandLine(new Commands());
        line.addSubcommand(new ServeCommand(hub));
        line.setParameterExceptionHandler((failure, given) -> {
            CommandLine failed = failure.getCommandLine();
            failed.getErr().println(failure.getMessage());
            failed.usage(failed.getErr());
            return CommandLine.ExitCode.USAGE;
        });
        line.setExecutionExceptionHandler((failure, failed, parsed) -> {
            failed.getErr().println(sentence(failure));
            return CommandLine.ExitCode.SOFTWARE;
        });
        return line.execute(startsTheHub(args) ? serve(args) : args);
    }

    /** Spring's own options alone start the hub, too. */
    private static boolean startsTheHub(String[] args) {
        return args.length == 0 || (args[0].startsWith("--") && args[0].contains("="));
    }

    private static String[] serve(String[] options) {
        String[] command = new String[options.length + 1];
        command[0] = "serve";
        System.arraycopy(options, 0, command, 1, options.length);
        return command;
    }

    /** Our own failures have a sentence; of others the innermost cause says most. */
    private static String sentence(Throwable failure) {
        if (failure instanceof CommandFailure || failure instanceof BackupProblem) {
            return String.valueOf(failure.getMessage());
        }
        Throwable cause = failure;
        for (Throwable next = cause.getCause(); next != null; next = next.getCause()) {
            cause = next;
        }
        String message = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        return message.lines().findFirst().orElse("It failed.");
    }
}
