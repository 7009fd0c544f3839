package stadttor.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.UserPrincipalNotFoundException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * As whom PostgreSQL runs, since it refuses root: whoever started this, and where that is root, an account without
 * rights of its own.
 *
 * @param name null where whoever started this will do
 */
record UnprivilegedUser(@Nullable String name) {

    /** The owner of that data where there is some, so that a second start can read what the first one wrote. */
    static UnprivilegedUser forData(Path data) {
        if (!"root".equals(System.getProperty("user.name"))) {
            return new UnprivilegedUser(null);
        }
        try {
            if (Files.isDirectory(data)) {
                return new UnprivilegedUser(Files.getOwner(data).getName());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Stream.of("postgres", "nobody")
                .filter(UnprivilegedUser::exists)
                .findFirst()
                .map(UnprivilegedUser::new)
                .orElseThrow(() -> new DemoProblem(
                        "PostgreSQL refuses to run as root, and this machine has neither a user postgres nor nobody."));
    }

    private static boolean exists(String name) {
        try {
            FileSystems.getDefault().getUserPrincipalLookupService().lookupPrincipalByName(name);
            return true;
        } catch (UserPrincipalNotFoundException e) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void own(Path path) throws IOException {
        if (name != null) {
            Files.getFileAttributeView(path, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                    .setOwner(FileSystems.getDefault()
                            .getUserPrincipalLookupService()
                            .lookupPrincipalByName(name));
        }
    }

    /** The command line that runs a program as this user, with a way to all of these paths. */
    List<String> running(List<String> command, Path... needed) {
        if (name == null) {
            return command;
        }
        List<String> line = new ArrayList<>(prefix());
        if (!reaches(needed)) {
            // A checkout below a folder closed to others, root's home for one: the right to pass through
            // folders travels along; the files that PostgreSQL writes belong to its user all the same.
            line.addAll(List.of("--inh-caps=+dac_override", "--ambient-caps=+dac_override"));
        }
        line.add("--");
        line.addAll(command);
        return line;
    }

    private List<String> prefix() {
        return List.of("setpriv", "--reuid=" + name, "--regid=" + group(), "--clear-groups");
    }

    private String group() {
        try (Stream<String> lines = Files.lines(Path.of("/etc/passwd"))) {
            return lines.map(line -> line.split(":", -1))
                    .filter(fields -> fields[0].equals(name))
                    .map(fields -> fields[3])
                    .findFirst()
                    .orElse("65534");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean reaches(Path... paths) {
        List<String> line = new ArrayList<>(prefix());
        line.addAll(List.of("--", "sh", "-c", "for path; do test -r \"$path\" || exit 1; done", "sh"));
        Stream.of(paths).map(Path::toString).forEach(line::add);
        try {
            return new ProcessBuilder(line).inheritIO().start().waitFor() == 0;
        } catch (IOException e) {
            throw new DemoProblem("PostgreSQL refuses to run as root, and setpriv (util-linux) is missing here.", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DemoProblem("Interrupted.", e);
        }
    }
}
