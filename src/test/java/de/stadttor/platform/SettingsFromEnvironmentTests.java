package de.stadttor.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.logging.DeferredLogs;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.PropertiesPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

class SettingsFromEnvironmentTests {

    private static final String KEY = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

    @TempDir
    private Path folder = Path.of("");

    @Test
    void takesEachSettingFromTheEnvironment() {
        ConfigurableEnvironment environment = environment(
                Map.of(
                        "STADTTOR_ISSUER", "https://hub.example",
                        "STADTTOR_KEY_ENCRYPTION_KEY", KEY,
                        "STADTTOR_TRUSTED_PROXIES", "10.0.0.1,10.0.0.2",
                        "STADTTOR_ADDRESS", "127.0.0.1"),
                Map.of());
        Settings settings = settings(environment);
        assertThat(settings.issuer()).isEqualTo("https://hub.example");
        assertThat(settings.trustedProxies()).containsExactly("10.0.0.1", "10.0.0.2");
        assertThat(environment.getProperty("server.address")).isEqualTo("127.0.0.1");
    }

    @Test
    void takesEachSettingFromAPropertyFileUnderEitherName() {
        ConfigurableEnvironment environment = environment(
                Map.of(),
                Map.of(
                        "STADTTOR_ISSUER", "https://hub.example",
                        "stadttor.key-encryption-key", KEY,
                        "stadttor.database-url", "jdbc:postgresql://db/stadttor",
                        "stadttor.port", "9100",
                        "stadttor.address", "127.0.0.1"));
        assertThat(settings(environment).issuer()).isEqualTo("https://hub.example");
        assertThat(environment.getProperty("STADTTOR_DATABASE_URL")).isEqualTo("jdbc:postgresql://db/stadttor");
        assertThat(environment.getProperty("STADTTOR_PORT")).isEqualTo("9100");
        assertThat(environment.getProperty("server.address")).isEqualTo("127.0.0.1");
        assertThat(StartCheck.problems(environment)).isEmpty();
    }

    @Test
    void anOptionComesBeforeTheEnvironmentAndThatBeforeAFile() {
        ConfigurableEnvironment environment = prepared(
                Map.of("STADTTOR_ISSUER", "https://environment.example", "STADTTOR_PORT", "9100"),
                Map.of("stadttor.issuer", "https://file.example", "stadttor.port", "9200"));
        environment
                .getPropertySources()
                .addFirst(new MapPropertySource("options", Map.of("stadttor.issuer", "https://option.example")));
        process(environment);
        assertThat(environment.getProperty("STADTTOR_ISSUER")).isEqualTo("https://option.example");
        assertThat(environment.getProperty("stadttor.issuer")).isEqualTo("https://option.example");
        assertThat(environment.getProperty("STADTTOR_PORT")).isEqualTo("9100");
    }

    @Test
    void takesASecretFromTheFileThatIsNamed() throws Exception {
        Path key = Files.writeString(folder.resolve("key"), KEY + "\n");
        Path password = Files.writeString(folder.resolve("password"), "a password\n");
        ConfigurableEnvironment environment = environment(
                Map.of(
                        "STADTTOR_ISSUER",
                        "https://hub.example",
                        "STADTTOR_KEY_ENCRYPTION_KEY_FILE",
                        key.toString(),
                        "STADTTOR_DATABASE_PASSWORD_FILE",
                        password.toString(),
                        "STADTTOR_CLIENT_SECRET_FILE",
                        "/nowhere"),
                Map.of());
        assertThat(settings(environment).keyEncryptionKey()).isEqualTo(KEY);
        assertThat(environment.getProperty("STADTTOR_DATABASE_PASSWORD")).isEqualTo("a password");
        assertThat(environment.getProperty("STADTTOR_CLIENT_SECRET")).isNull();
    }

    @Test
    void takesKubernetesAddressOfAServiceForNoPort() {
        ConfigurableEnvironment environment = environment(
                Map.of(
                        "STADTTOR_PORT", "tcp://10.96.0.17:9000",
                        "STADTTOR_MANAGEMENT_PORT", "tcp://10.96.0.17:9009"),
                Map.of());
        assertThat(environment.getProperty("STADTTOR_PORT")).isEqualTo("9000");
        assertThat(environment.getProperty("STADTTOR_MANAGEMENT_PORT")).isEqualTo("9009");
    }

    private static Settings settings(ConfigurableEnvironment environment) {
        return Binder.get(environment).bind("stadttor", Settings.class).get();
    }

    private static ConfigurableEnvironment environment(Map<String, Object> variables, Map<String, String> file) {
        ConfigurableEnvironment environment = prepared(variables, file);
        process(environment);
        return environment;
    }

    private static void process(ConfigurableEnvironment environment) {
        new SettingsFromEnvironment(new DeferredLogs()).postProcessEnvironment(environment, new SpringApplication());
    }

    private static ConfigurableEnvironment prepared(Map<String, Object> variables, Map<String, String> file) {
        Properties properties = new Properties();
        properties.putAll(file);
        StandardEnvironment environment = new StandardEnvironment();
        environment
                .getPropertySources()
                .replace(
                        StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                        new SystemEnvironmentPropertySource(
                                StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, variables));
        environment.getPropertySources().addLast(new PropertiesPropertySource("file", properties));
        return environment;
    }
}
