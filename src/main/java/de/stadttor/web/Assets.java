package de.stadttor.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/**
 * Where browsers get style, script, fonts and pictures: below a path that names their content, so that they may keep
 * them for ever and still see a new release at once.
 */
final class Assets {

    static final String PATH = "/assets/";
    static final String LOCATION = "classpath:/static/";

    private final String version;

    Assets() {
        this.version = digest();
    }

    String version() {
        return version;
    }

    String url(String contextPath, String file) {
        return contextPath + PATH + version + "/" + file;
    }

    private static String digest() {
        try {
            Resource[] files = new PathMatchingResourcePatternResolver().getResources(LOCATION + "**/*.*");
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (Resource file : Arrays.stream(files)
                    .sorted(Comparator.comparing(Assets::address))
                    .toList()) {
                digest.update(file.getContentAsByteArray());
            }
            return HexFormat.of().formatHex(digest.digest(), 0, 8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String address(Resource file) {
        try {
            return file.getURL().toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
