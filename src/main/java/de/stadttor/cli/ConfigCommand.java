package de.stadttor.cli;

import de.stadttor.configuration.InvalidConfiguration;
import de.stadttor.configuration.Problem;
import de.stadttor.configuration.Variables;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** The configuration as code, against a running hub. */
@Command(
        name = "config",
        description = "The configuration as code, against a running hub.",
        mixinStandardHelpOptions = true)
final class ConfigCommand {

    private static final String PATH = "/api/v1/configuration";
    private static final String READ = "YAML or JSON; - reads standard input";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Command(description = "Shows what FILE would change; changes nothing.", mixinStandardHelpOptions = true)
    int plan(@Mixin HubOptions hub, @Parameters(paramLabel = "FILE", description = READ) String file) {
        return send(hub, file, "?dry-run=true");
    }

    @Command(description = "Carries FILE out, all or nothing.", mixinStandardHelpOptions = true)
    int apply(
            @Mixin HubOptions hub,
            @Option(names = "--allow-removals", description = "remove what a list of the file lacks")
                    boolean allowRemovals,
            @Parameters(paramLabel = "FILE", description = READ) String file) {
        return send(hub, file, allowRemovals ? "?allow-removals=true" : "");
    }

    @Command(description = "Writes the hub's configuration to FILE, without secrets.", mixinStandardHelpOptions = true)
    int export(
            @Mixin HubOptions hub,
            @Parameters(paramLabel = "FILE", description = "- writes standard output") String file) {
        HubClient client = hub.client();
        HttpResponse<String> answer = client.get(PATH, "application/yaml");
        if (answer.statusCode() != 200) {
            throw failure(client, answer, file);
        }
        if (file.equals("-")) {
            spec.commandLine().getOut().print(answer.body());
            spec.commandLine().getOut().flush();
            return 0;
        }
        try {
            Files.writeString(Path.of(file), answer.body());
            return 0;
        } catch (IOException e) {
            throw new CommandFailure(file + " cannot be written.", e);
        }
    }

    private int send(HubOptions hub, String file, String query) {
        String document;
        try {
            document = Variables.fill(read(file), System.getenv());
        } catch (InvalidConfiguration e) {
            throw new CommandFailure(
                    e.problems().stream().map(problem -> file + ": " + problem).collect(Collectors.joining("\n")), e);
        }
        HubClient client = hub.client();
        HttpResponse<String> answer = client.put(PATH + query, "application/yaml", document);
        if (answer.statusCode() != 200) {
            throw failure(client, answer, file);
        }
        spec.commandLine().getOut().println(client.json(answer).path("text").asString());
        return 0;
    }

    private static CommandFailure failure(HubClient client, HttpResponse<String> answer, String file) {
        JsonNode problem = answer.body().isBlank() ? null : client.json(answer);
        if (problem == null) {
            return new CommandFailure("The hub at " + client.address() + " refuses (" + answer.statusCode() + ").");
        }
        if (problem.has("errors")) {
            return new CommandFailure(problem.path("errors")
                    .valueStream()
                    .map(error -> file + ": "
                            + new Problem(
                                    error.path("line").asInt(),
                                    error.path("column").asInt(),
                                    error.path("path").asString(),
                                    error.path("message").asString()))
                    .collect(Collectors.joining("\n")));
        }
        if (problem.has("removals")) {
            return new CommandFailure("Nothing was changed, since this would be removed (--allow-removals does it):\n"
                    + problem.path("removals")
                            .valueStream()
                            .map(JsonNode::asString)
                            .collect(Collectors.joining("\n")));
        }
        String detail = problem.path("detail").asString(problem.path("title").asString());
        return new CommandFailure(
                "The hub at " + client.address() + " refuses (" + answer.statusCode() + "): " + detail);
    }

    private static String read(String file) {
        try (InputStream in = file.equals("-") ? System.in : Files.newInputStream(Path.of(file))) {
            byte[] bytes = in.readAllBytes();
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new CommandFailure(file + " is not written in UTF-8.", e);
        } catch (IOException e) {
            throw new CommandFailure(file + " cannot be read.", e);
        }
    }
}
