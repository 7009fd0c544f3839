package de.stadttor.interop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import stadttor.demo.Folders;

/** Node.js with the packages of {@code src/test/interop/package-lock.json}, installed once into the cache. */
final class Node {

    private Node() {}

    /**
     * A folder from which a script of {@code src/test/interop} finds its packages.
     *
     * @param work an own folder of the test
     */
    static Path folderFor(String script, Path work) {
        Path sources = Folders.project().resolve("src/test/interop");
        Path modules = modules(sources);
        try {
            Files.copy(sources.resolve(script), work.resolve(script), StandardCopyOption.REPLACE_EXISTING);
            Path link = work.resolve("node_modules");
            if (!Files.exists(link)) {
                Files.createSymbolicLink(link, modules);
            }
            return work;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Path modules() {
        return modules(Folders.project().resolve("src/test/interop"));
    }

    private static Path modules(Path sources) {
        String npm = program("npm");
        Path folder = Folders.cache().resolve("npm-" + fingerprint(sources.resolve("package-lock.json")));
        Path modules = folder.resolve("node_modules");
        Path complete = folder.resolve("complete");
        Debian.locked("npm", () -> {
            if (Files.exists(complete)) {
                return;
            }
            try {
                Files.createDirectories(folder);
                for (String file : List.of("package.json", "package-lock.json")) {
                    Files.copy(sources.resolve(file), folder.resolve(file), StandardCopyOption.REPLACE_EXISTING);
                }
                Debian.run(folder, npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund");
                Files.writeString(complete, "");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        return modules;
    }

    /** The program of this name, of whoever installed it; Debian's where there is none. */
    static String program(String name) {
        return Stream.of(System.getenv("PATH").split(":"))
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseGet(() -> {
                    Path ofDebian = Path.of("/usr/bin", name);
                    Debian.needs(ofDebian, "nodejs", "npm");
                    return ofDebian;
                })
                .toString();
    }

    private static String fingerprint(Path file) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
            return HexFormat.of().formatHex(digest, 0, 4);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
