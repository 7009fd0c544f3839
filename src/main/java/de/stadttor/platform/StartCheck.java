package de.stadttor.platform;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;

/** Whether a hub may start with these settings: all that is missing or unsafe, a sentence each. */
public final class StartCheck {

    private static final int FEWEST_DIFFERENT_BYTES = 8;

    private StartCheck() {}

    /** Empty where nothing is wrong. */
    public static List<String> problems(Environment environment) {
        boolean demo = environment.getProperty("stadttor.demo", Boolean.class, false);
        List<String> problems = new ArrayList<>();
        issuer(setting(environment, "STADTTOR_ISSUER", "stadttor.issuer"), demo, problems);
        keys(environment, problems);
        keyModule(environment, problems);
        String database = setting(environment, "STADTTOR_DATABASE_URL", "spring.datasource.url");
        if (database == null) {
            problems.add("STADTTOR_DATABASE_URL is not set: expected jdbc:postgresql://host:port/database.");
        } else if (!database.startsWith("jdbc:postgresql:")) {
            problems.add("STADTTOR_DATABASE_URL names no PostgreSQL: expected jdbc:postgresql://host:port/database.");
        }
        networks(environment, "STADTTOR_TRUSTED_PROXIES", "stadttor.trusted-proxies", problems);
        networks(environment, "STADTTOR_INTERNAL_TARGETS", "stadttor.internal-targets", problems);
        mutualTls(environment, demo, problems);
        authorities(setting(environment, "STADTTOR_CA_FILE", "stadttor.ca-file"), problems);
        port(environment, "STADTTOR_PORT", problems);
        port(environment, "STADTTOR_MANAGEMENT_PORT", problems);
        for (String kind : List.of("PEOPLE", "APPLICATIONS", "REGISTRATIONS", "STRANGERS", "UNPROVEN_ROWS")) {
            limit(environment, "STADTTOR_LIMIT_" + kind, problems);
        }
        return problems;
    }

    private static void mutualTls(Environment environment, boolean demo, List<String> problems) {
        String header =
                setting(environment, "STADTTOR_CLIENT_CERTIFICATE_HEADER", "stadttor.client-certificate-header");
        if (header != null && !header.matches("[A-Za-z0-9-]+")) {
            problems.add("STADTTOR_CLIENT_CERTIFICATE_HEADER is " + header + ": expected the name of a header.");
        } else if (header != null
                && setting(environment, "STADTTOR_TRUSTED_PROXIES", "stadttor.trusted-proxies") == null) {
            problems.add("STADTTOR_CLIENT_CERTIFICATE_HEADER counts from a trusted proxy alone: expected"
                    + " STADTTOR_TRUSTED_PROXIES to name it.");
        }
        String url = setting(environment, "STADTTOR_MTLS_URL", "stadttor.mtls-url");
        String expected = (demo ? "https?" : "https") + "://[^/?#@\\s]+(/[^?#\\s]*)?";
        if (url != null && (!url.matches(expected) || url.endsWith("/"))) {
            problems.add("STADTTOR_MTLS_URL is " + url
                    + ": expected an address with https, without a query, a fragment or a slash at its end.");
        }
    }

    private static void authorities(@Nullable String caFile, List<String> problems) {
        try {
            TrustedAuthorities.trust(caFile);
        } catch (IllegalStateException e) {
            problems.add("STADTTOR_CA_FILE names " + caFile + ": expected a file with certificates in PEM.");
        }
    }

    private static void port(Environment environment, String name, List<String> problems) {
        String port = environment.getProperty(name, "");
        if (!port.isBlank() && !port.matches("[0-9]{1,5}")) {
            problems.add(name + " is " + port + ": expected a port.");
        }
    }

    private static void limit(Environment environment, String name, List<String> problems) {
        String property = "stadttor."
                + name.substring("STADTTOR_".length()).toLowerCase(Locale.ROOT).replace('_', '-');
        String limit = setting(environment, name, property);
        if (limit != null && !limit.matches("[0-9]{1,7}")) {
            problems.add(name + " is " + limit + ": expected how many a minute, 0 for no limit.");
        }
    }

    private static void issuer(@Nullable String issuer, boolean demo, List<String> problems) {
        if (issuer == null) {
            problems.add("STADTTOR_ISSUER is not set: expected the hub's public address, https://….");
            return;
        }
        try {
            URI uri = new URI(issuer);
            boolean allowedScheme = "https".equals(uri.getScheme()) || (demo && "http".equals(uri.getScheme()));
            if (!allowedScheme || uri.getHost() == null || uri.getRawUserInfo() != null) {
                problems.add("STADTTOR_ISSUER is " + issuer + ": expected an address with https, since all that the hub"
                        + " says is bound to it.");
            } else if (issuer.endsWith("/") || uri.getRawQuery() != null || uri.getRawFragment() != null) {
                problems.add("STADTTOR_ISSUER is " + issuer
                        + ": expected it without a query, a fragment or a slash at its end.");
            }
        } catch (URISyntaxException e) {
            problems.add("STADTTOR_ISSUER is no address: expected the hub's public address, https://….");
        }
    }

    /** The present one has to be there; the others only while it is changed. */
    private static void keys(Environment environment, List<String> problems) {
        String name = "STADTTOR_KEY_ENCRYPTION_KEY";
        String present = setting(environment, name, "stadttor.key-encryption-key");
        if (present == null) {
            problems.add(
                    name + " is not set: expected 32 random bytes in Base64, as openssl rand -base64 32 makes them.");
        } else {
            key(name, present, problems);
        }
        for (String other : List.of("_OLD", "_NEXT")) {
            String key = setting(
                    environment,
                    name + other,
                    "stadttor.key-encryption-key"
                            + other.toLowerCase(Locale.ROOT).replace('_', '-'));
            if (key != null) {
                key(name + other, key, problems);
            }
        }
    }

    private static void keyModule(Environment environment, List<String> problems) {
        String library = setting(environment, "STADTTOR_PKCS11_LIBRARY", "stadttor.pkcs11-library");
        if (library == null) {
            return;
        }
        if (library.chars().anyMatch(Character::isISOControl) || !Files.isRegularFile(Path.of(library))) {
            problems.add(
                    "STADTTOR_PKCS11_LIBRARY names " + library.strip() + ": expected the library of a PKCS#11 module.");
        }
        if (setting(environment, "STADTTOR_PKCS11_PIN", "stadttor.pkcs11-pin") == null) {
            problems.add("STADTTOR_PKCS11_PIN is not set: expected the PIN of the PKCS#11 module's user.");
        }
        String slot = setting(environment, "STADTTOR_PKCS11_SLOT", "stadttor.pkcs11-slot");
        if (slot != null && !slot.matches("[0-9]{1,18}")) {
            problems.add("STADTTOR_PKCS11_SLOT is " + slot + ": expected the number of a slot.");
        }
    }

    private static void key(String name, String key, List<String> problems) {
        try {
            byte[] bytes = Base64.getDecoder().decode(key);
            Set<Integer> different = IntStream.range(0, bytes.length)
                    .mapToObj(i -> (int) bytes[i])
                    .collect(Collectors.toSet());
            if (bytes.length != 32) {
                problems.add(name + " has " + bytes.length + " bytes: expected 32.");
            } else if (different.size() < FEWEST_DIFFERENT_BYTES) {
                problems.add(name + " is no random key: expected one that openssl rand -base64 32 made.");
            }
        } catch (IllegalArgumentException e) {
            problems.add(name + " is no Base64: expected 32 random bytes in Base64.");
        }
    }

    private static void networks(Environment environment, String name, String property, List<String> problems) {
        String networks = setting(environment, name, property);
        if (networks == null) {
            return;
        }
        for (String network : networks.split(",", -1)) {
            try {
                Network.of(network.strip());
            } catch (IllegalArgumentException e) {
                problems.add(name + " holds \"" + network.strip()
                        + "\": expected addresses or networks such as 10.0.0.0/8," + " with commas between them.");
            }
        }
    }

    private static @Nullable String setting(Environment environment, String name, String property) {
        String value = environment.getProperty(name, environment.getProperty(property, ""));
        return value.isBlank() ? null : value;
    }
}
