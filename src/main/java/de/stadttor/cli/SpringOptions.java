package de.stadttor.cli;

import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Spring's own options, {@code --name=value}, for the commands that read the settings of a hub. */
final class SpringOptions {

    private SpringOptions() {}

    /**
     * @param given what the command itself does not know
     * @throws ParameterException where one is no such option
     */
    static String[] of(List<String> given, CommandSpec command) {
        for (String option : given) {
            if (!option.startsWith("--") || !option.contains("=")) {
                throw new ParameterException(command.commandLine(), command.name() + " knows no " + option + ".");
            }
        }
        return given.toArray(String[]::new);
    }
}
