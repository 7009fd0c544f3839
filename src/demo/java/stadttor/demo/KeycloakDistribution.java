package stadttor.demo;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** Keycloak's programs: fetched through Maven, unpacked and built once, then shared and never written to. */
public final class KeycloakDistribution {

    public static final String VERSION = "26.7.3";

    private static final int DOWNLOAD_SECONDS = 900;
    private static final int BUILD_SECONDS = 300;

    private static final List<String> SMALL_AND_SOON_READY =
            List.of("-Xmx512m", "-XX:MaxMetaspaceSize=384m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

    private final Consumer<String> progress;

    /** @param progress hears a line for each long step */
    public KeycloakDistribution(Consumer<String> progress) {
        this.progress = progress;
    }

    Path folder() {
        return Folders.cached("keycloak-" + VERSION, folder -> {
            Path log = Folders.cache().resolve("keycloak.log");
            Path zip = Files.createTempDirectory(Folders.cache(), "keycloak.download-");
            try {
                progress.accept("downloading Keycloak " + VERSION
                        + " (once, 170 MB; waits for Maven Central or the local repository)");
                download(zip, log);
                progress.accept("unpacking Keycloak (once)");
                unpack(zip.resolve("keycloak-quarkus-dist-" + VERSION + ".zip"), folder);
            } finally {
                Folders.delete(zip);
            }
            build(folder, "dev-file", log);
        });
    }

    /** The same programs, built to keep their data in PostgreSQL. */
    public Path forPostgres() {
        Path programs = folder();
        return Folders.cached("keycloak-" + VERSION + "-postgres", folder -> {
            copy(programs, folder);
            build(folder, "postgres", Folders.cache().resolve("keycloak.log"));
        });
    }

    private void build(Path folder, String database, Path log) {
        progress.accept("building Keycloak (once, about half a minute; waits for kc build)");
        List<String> build = command(folder, folder);
        build.addAll(List.of("build", "--db=" + database, "--health-enabled=false", "--metrics-enabled=false"));
        RunningProgram.start(new ProcessBuilder(build), log).awaitSuccess(BUILD_SECONDS);
    }

    /**
     * Keycloak takes its settings and programs from its home: links to the shared ones, and data of its own.
     *
     * @param home is there
     */
    public static void link(Path distribution, Path home) throws IOException {
        for (String shared : List.of("lib", "conf", "providers", "themes")) {
            Path link = home.resolve(shared);
            Files.deleteIfExists(link);
            Files.createSymbolicLink(link, distribution.resolve(shared));
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> paths = Files.walk(from)) {
            for (Path path : paths.filter(path -> !path.equals(from)).toList()) {
                Files.copy(path, to.resolve(from.relativize(path)), LinkOption.NOFOLLOW_LINKS);
            }
        }
    }

    private static void download(Path into, Path log) {
        Path project = Folders.project();
        ProcessBuilder maven = new ProcessBuilder(
                        project.resolve("mvnw").toString(),
                        "-q",
                        "-B",
                        "dependency:copy",
                        "-Dartifact=org.keycloak:keycloak-quarkus-dist:" + VERSION + ":zip",
                        "-DoutputDirectory=" + into)
                .directory(project.toFile());
        maven.environment().put("JAVA_HOME", System.getProperty("java.home"));
        RunningProgram.start(maven, log).awaitSuccess(DOWNLOAD_SECONDS);
    }

    private static void unpack(Path archive, Path folder) throws IOException {
        try (ZipFile zip = new ZipFile(archive.toFile())) {
            for (ZipEntry entry : Collections.list(zip.entries())) {
                String inside = entry.getName().substring(entry.getName().indexOf('/') + 1);
                Path target = folder.resolve(inside).normalize();
                if (!target.startsWith(folder)) {
                    throw new IOException("An entry leaves the archive: " + entry.getName());
                }
                if (entry.isDirectory()) {
                    Files.createDirectories(target);
                } else {
                    Files.createDirectories(target.getParent());
                    try (InputStream in = zip.getInputStream(entry)) {
                        Files.copy(in, target);
                    }
                }
            }
        }
    }

    /**
     * The beginning of a command line for Keycloak, without its start script: that one stays in between as a process
     * of its own, which a signal has to pass.
     *
     * @param home the folder of this instance, which Keycloak writes to
     */
    static List<String> command(Path distribution, Path home) {
        return command(distribution, home, SMALL_AND_SOON_READY);
    }

    /**
     * The same with other options of the virtual machine.
     *
     * @param machine memory, collector, compiler
     */
    public static List<String> command(Path distribution, Path home, List<String> machine) {
        List<String> command = new ArrayList<>(
                List.of(System.getProperty("java.home") + File.separator + "bin" + File.separator + "java"));
        command.addAll(machine);
        command.addAll(List.of(
                "-XX:+ExitOnOutOfMemoryError",
                "-Dfile.encoding=UTF-8",
                "-Duser.language=en",
                "-Duser.country=US",
                "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                "-Djava.util.concurrent.ForkJoinPool.common.threadFactory="
                        + "io.quarkus.bootstrap.forkjoin.QuarkusForkJoinWorkerThreadFactory",
                "-Dpicocli.disable.closures=true",
                "-Dquarkus-log-max-startup-records=10000",
                "-Dkc.home.dir=" + home,
                "-Djboss.server.config.dir=" + home.resolve("conf"),
                "--add-opens=java.base/java.util=ALL-UNNAMED",
                "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED",
                "--add-opens=java.base/java.security=ALL-UNNAMED",
                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                distribution.resolve("lib").resolve("quarkus-run.jar").toString(),
                "io.quarkus.bootstrap.runner.QuarkusEntryPoint"));
        return command;
    }
}
