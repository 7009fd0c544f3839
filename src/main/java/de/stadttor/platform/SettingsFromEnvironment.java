package de.stadttor.platform;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.commons.logging.Log;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.logging.DeferredLogFactory;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * Reads what is set in the hub's own way: each setting by its name or as a property, a secret from the file that
 * {@code NAME_FILE} names, no address of Kubernetes for a port, and a warning for a name that nobody knows.
 */
class SettingsFromEnvironment implements EnvironmentPostProcessor {

    private static final String PREFIX = "STADTTOR_";
    private static final List<String> SECRETS = List.of(
            "STADTTOR_KEY_ENCRYPTION_KEY",
            "STADTTOR_KEY_ENCRYPTION_KEY_OLD",
            "STADTTOR_KEY_ENCRYPTION_KEY_NEXT",
            "STADTTOR_PKCS11_PIN",
            "STADTTOR_DATABASE_PASSWORD",
            "STADTTOR_CLIENT_SECRET");
    private static final Map<String, String> PORTS =
            Map.of("STADTTOR_PORT", "9000", "STADTTOR_MANAGEMENT_PORT", "9009");
    private static final Set<String> KNOWN = Set.of(
            "STADTTOR_ISSUER",
            "STADTTOR_TRUSTED_PROXIES",
            "STADTTOR_CLIENT_CERTIFICATE_HEADER",
            "STADTTOR_MTLS_URL",
            "STADTTOR_ADDRESS",
            "STADTTOR_PORT",
            "STADTTOR_MANAGEMENT_PORT",
            "STADTTOR_HUB",
            "STADTTOR_CLIENT_ID",
            "STADTTOR_CLIENT_SECRET",
            "STADTTOR_CLIENT_KEY",
            "STADTTOR_CA_FILE",
            "STADTTOR_INTERNAL_TARGETS",
            "STADTTOR_LIMIT_PEOPLE",
            "STADTTOR_LIMIT_APPLICATIONS",
            "STADTTOR_LIMIT_REGISTRATIONS",
            "STADTTOR_LIMIT_STRANGERS",
            "STADTTOR_LIMIT_UNPROVEN_ROWS",
            "STADTTOR_DATABASE_URL",
            "STADTTOR_DATABASE_USER",
            "STADTTOR_DATABASE_PASSWORD",
            "STADTTOR_KEY_ENCRYPTION_KEY",
            "STADTTOR_KEY_ENCRYPTION_KEY_OLD",
            "STADTTOR_KEY_ENCRYPTION_KEY_NEXT",
            "STADTTOR_PKCS11_LIBRARY",
            "STADTTOR_PKCS11_SLOT",
            "STADTTOR_PKCS11_PIN",
            "STADTTOR_PROVIDER_ADMIN_PASSWORD",
            "STADTTOR_PROVIDER_CLIENT_SECRET",
            "STADTTOR_PROVIDER_DIRECTORY_SECRET",
            "STADTTOR_DEMO",
            "STADTTOR_HOME");

    private final Log log;

    SettingsFromEnvironment(DeferredLogFactory logs) {
        this.log = logs.getLog(SettingsFromEnvironment.class);
    }

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        Map<String, Object> found = new LinkedHashMap<>();
        for (String name : KNOWN) {
            put(found, name, value(environment, name));
        }
        for (String secret : SECRETS) {
            try {
                put(found, secret, SecretSetting.of(secret, name -> value(environment, name)));
            } catch (IllegalArgumentException e) {
                log.warn(e.getMessage());
            }
        }
        PORTS.forEach((name, standard) -> {
            String value = value(environment, name);
            if (value != null && value.startsWith("tcp://")) {
                put(found, name, standard);
            }
        });
        String address = value(environment, "STADTTOR_ADDRESS");
        if (address != null && !address.isBlank()) {
            found.put("server.address", address);
        }
        if (!found.isEmpty()) {
            environment.getPropertySources().addFirst(new MapPropertySource("stadttor", found));
        }
        unknown(environment.getSystemEnvironment().keySet()).forEach(log::warn);
    }

    /** A sentence for each name of ours that means nothing. */
    static List<String> unknown(Set<String> names) {
        return new TreeSet<>(names)
                .stream()
                        .filter(name -> name.startsWith(PREFIX)
                                && !name.startsWith("STADTTOR_DEMO_")
                                && !name.startsWith("STADTTOR_SERVICE_")
                                && !name.startsWith("STADTTOR_PORT_")
                                && !KNOWN.contains(name)
                                && !KNOWN.contains(name.replaceAll("_FILE$", "")))
                        .map(name -> "The environment sets " + name + ", which means nothing here; did you mean "
                                + nearest(name) + "?")
                        .toList();
    }

    private static String nearest(String name) {
        return KNOWN.stream()
                .sorted()
                .min(Comparator.comparingInt(known -> distance(name, known)))
                .orElseThrow();
    }

    /** Levenshtein's: how many letters differ. */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(change, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }

    /** What is said of it under either name; an option of the command line first, then the environment, then a file. */
    private static @Nullable String value(ConfigurableEnvironment environment, String name) {
        String value = environment.getProperty(property(name));
        return value == null ? environment.getProperty(name) : value;
    }

    private static void put(Map<String, Object> found, String name, @Nullable String value) {
        if (value != null) {
            found.put(name, value);
            found.put(property(name), value);
        }
    }

    /** {@code STADTTOR_DATABASE_URL} is {@code stadttor.database-url} in a file. */
    private static String property(String name) {
        return "stadttor."
                + name.substring(PREFIX.length()).toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
