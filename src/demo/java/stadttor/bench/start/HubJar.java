package stadttor.bench.start;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import stadttor.bench.operations.BenchProblem;

/** The hub as a class path of jars alone, as in the image: of a folder the virtual machine keeps nothing. */
final class HubJar {

    private HubJar() {}

    /** @param classPath of this program; without what only tests and demo bring, as far as that stands in a folder */
    static String classPath(String classPath, Path folder) {
        List<String> jars = new ArrayList<>();
        for (String entry : classPath.split(File.pathSeparator, -1)) {
            Path path = Path.of(entry).toAbsolutePath();
            if (!Files.isDirectory(path)) {
                jars.add(path.toString());
            } else if (!path.endsWith("test-classes")) {
                jars.addFirst(pack(path, folder.resolve("stadttor.jar")).toString());
            }
        }
        return String.join(File.pathSeparator, jars);
    }

    private static Path pack(Path classes, Path jar) {
        try {
            Files.createDirectories(jar.toAbsolutePath().getParent());
            try (OutputStream file = Files.newOutputStream(jar);
                    JarOutputStream packed = new JarOutputStream(file);
                    Stream<Path> found = Files.walk(classes)) {
                for (Path path : found.sorted().toList()) {
                    String name = classes.relativize(path).toString();
                    if (name.isEmpty()) {
                        continue;
                    }
                    // Spring looks for packages, which are entries of their own.
                    packed.putNextEntry(new JarEntry(Files.isDirectory(path) ? name + "/" : name));
                    if (Files.isRegularFile(path)) {
                        Files.copy(path, packed);
                    }
                }
            }
            return jar;
        } catch (IOException e) {
            throw new BenchProblem("the hub cannot be packed", e);
        }
    }
}
