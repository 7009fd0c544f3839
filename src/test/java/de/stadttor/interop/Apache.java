package de.stadttor.interop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import stadttor.demo.Folders;
import stadttor.demo.Ports;

/** Debian's Apache with mod_auth_openidc, as a child of this JVM, with a folder and a port of its own. */
final class Apache implements AutoCloseable {

    private static final Path MODULES = Path.of("/usr/lib/apache2/modules");

    private final Path folder;
    private final int port = Ports.free();
    private @Nullable Process process;

    private Apache(Path folder) {
        this.folder = folder;
    }

    /** Not started yet, so that its address can be registered before. */
    static Apache prepared() {
        Debian.needs(MODULES.resolve("mod_auth_openidc.so"), "apache2-bin", "libapache2-mod-auth-openidc");
        try {
            // Apache's children give up root: the folder has to be readable to all, and so do those above it.
            return new Apache(Files.createTempDirectory(
                    "stadttor-apache-",
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x"))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String address() {
        return "http://localhost:" + port;
    }

    String callback() {
        return address() + "/protected/callback";
    }

    void start(String issuer, String clientId, String clientSecret) throws IOException {
        Path pages = Files.createDirectories(folder.resolve("pages/protected"));
        Files.writeString(pages.resolve("index.html"), "<h1>Only for those who signed in</h1>\n");
        Files.writeString(folder.resolve("pages/index.html"), "<h1>Welcome</h1>\n");
        Path configuration = Files.writeString(folder.resolve("apache.conf"), """
                ServerRoot "%1$s"
                ServerName localhost
                Listen 127.0.0.1:%2$d
                PidFile "%1$s/apache.pid"
                ErrorLog "%1$s/error.log"
                Mutex file:%1$s default
                LoadModule mpm_event_module %3$s/mod_mpm_event.so
                LoadModule authn_core_module %3$s/mod_authn_core.so
                LoadModule authz_core_module %3$s/mod_authz_core.so
                LoadModule authz_user_module %3$s/mod_authz_user.so
                LoadModule dir_module %3$s/mod_dir.so
                LoadModule auth_openidc_module %3$s/mod_auth_openidc.so
                User www-data
                Group www-data
                DocumentRoot "%1$s/pages"
                DirectoryIndex index.html
                OIDCProviderMetadataURL %4$s/.well-known/openid-configuration
                OIDCClientID %5$s
                OIDCClientSecret %6$s
                OIDCRedirectURI %7$s
                OIDCCryptoPassphrase a-passphrase-of-the-tests
                OIDCScope "openid profile email roles offline_access"
                OIDCPKCEMethod S256
                OIDCRemoteUserClaim email
                OIDCInfoHook iat access_token access_token_expires id_token userinfo refresh_token session
                <Location "/">
                  Require all granted
                </Location>
                <Location "/protected">
                  AuthType openid-connect
                  Require valid-user
                </Location>
                """.formatted(
                        folder, port, MODULES, issuer, clientId, clientSecret, callback()));
        Process started = new ProcessBuilder("/usr/sbin/apache2", "-DFOREGROUND", "-f", configuration.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output.log").toFile())
                .start();
        process = started;
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> !started.isAlive() || Ports.isTaken(port));
        if (!started.isAlive()) {
            throw new AssertionError("Apache ended: " + Files.readString(folder.resolve("output.log")) + log());
        }
    }

    /** What it wrote, for a test that fails. */
    String log() {
        try {
            return Files.readString(folder.resolve("error.log"));
        } catch (IOException e) {
            return String.valueOf(e.getMessage());
        }
    }

    @Override
    public void close() {
        if (process != null) {
            process.destroy();
            try {
                if (!process.waitFor(10, TimeUnit.SECONDS)) {
                    process.descendants().forEach(ProcessHandle::destroyForcibly);
                    process.destroyForcibly();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        Folders.delete(folder);
    }
}
