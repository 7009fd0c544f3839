package de.stadttor.keys;

import de.stadttor.interop.Debian;
import de.stadttor.testing.TestWorld;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import stadttor.demo.Folders;

/** Debian's SoftHSM with a token of this JVM's own. */
final class SoftToken {

    static final String LIBRARY = "/usr/lib/softhsm/libsofthsm2.so";
    static final String PIN = "471108";

    private static boolean made;

    private SoftToken() {}

    /** Makes the token when first asked; the settings of a node that uses it. */
    static synchronized Map<String, Object> settings() {
        if (!made) {
            Debian.needs(Path.of(LIBRARY), "softhsm2");
            make();
            made = true;
        }
        Map<String, Object> settings = new HashMap<>();
        settings.put("stadttor.key-encryption-key", KeyNode.KEY);
        settings.put("stadttor.pkcs11-library", LIBRARY);
        settings.put("stadttor.pkcs11-pin", PIN);
        return settings;
    }

    static KeyModule module() {
        settings();
        return KeyModule.open(LIBRARY, null, PIN.toCharArray());
    }

    /** In which the token is described to whoever uses it: {@code SOFTHSM2_CONF}. */
    static Path configuration() {
        return folder().resolve("softhsm2.conf");
    }

    private static Path folder() {
        return TestWorld.folder().resolve("softhsm");
    }

    private static void make() {
        Path folder = folder();
        Folders.delete(folder);
        try {
            Files.createDirectories(folder.resolve("tokens"));
            Path configuration = Files.writeString(
                    configuration(),
                    "directories.tokendir = " + folder.resolve("tokens") + "\nobjectstore.backend = file\n");
            setEnvironment("SOFTHSM2_CONF", configuration.toString());
            Debian.run(
                    folder,
                    "env",
                    "SOFTHSM2_CONF=" + configuration,
                    "softhsm2-util",
                    "--init-token",
                    "--free",
                    "--label",
                    "stadttor",
                    "--so-pin",
                    PIN,
                    "--pin",
                    PIN);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** For the library, which is in this process and asks the C library and not Java. */
    @SuppressWarnings("restricted")
    private static void setEnvironment(String name, String value) {
        Linker linker = Linker.nativeLinker();
        try (Arena arena = Arena.ofConfined()) {
            @Nullable
            Object done = linker.downcallHandle(
                            linker.defaultLookup().find("setenv").orElseThrow(),
                            FunctionDescriptor.of(
                                    ValueLayout.JAVA_INT,
                                    ValueLayout.ADDRESS,
                                    ValueLayout.ADDRESS,
                                    ValueLayout.JAVA_INT))
                    .invoke(arena.allocateFrom(name), arena.allocateFrom(value), 1);
            if (!Integer.valueOf(0).equals(done)) {
                throw new AssertionError("setenv failed");
            }
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }
}
