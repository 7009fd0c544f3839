package de.stadttor.platform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A secret among the settings: what {@code NAME} says, else the text of the file that {@code NAME_FILE} names. */
public final class SecretSetting {

    private SecretSetting() {}

    /**
     * @param settings the environment, or what stands in its place; null for what is not set
     * @return null where neither is set
     * @throws IllegalArgumentException where the file cannot be read, with a sentence for whoever set it
     */
    public static @Nullable String of(String name, Function<String, @Nullable String> settings) {
        String value = settings.apply(name);
        String file = settings.apply(name + "_FILE");
        if (value != null && !value.isBlank()) {
            return value;
        }
        if (file == null || file.isBlank()) {
            return null;
        }
        try {
            return Files.readString(Path.of(file)).strip();
        } catch (IOException e) {
            throw new IllegalArgumentException(name + "_FILE names " + file + ", which cannot be read.");
        }
    }
}
