package de.stadttor.issuing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 3986 sections 6.2.2 and 6.2.3, as RFC 9449 section 4.3 wants. */
class TargetUriTests {

    @ParameterizedTest
    @CsvSource({
        "https://hub.example/oauth2/token, https://hub.example/oauth2/token",
        "HTTPS://Hub.Example/oauth2/token, https://hub.example/oauth2/token",
        "https://hub.example:443/oauth2/token, https://hub.example/oauth2/token",
        "http://hub.example:80/a, http://hub.example/a",
        "https://hub.example:80/a, https://hub.example:80/a",
        "https://hub.example/a?b=c#d, https://hub.example/a",
        "https://hub.example/%61%2f, https://hub.example/a%2F",
        "https://hub.example/x/../a/./b, https://hub.example/a/b",
        "https://hub.example, https://hub.example/",
        "https://[::1]:8443/a, https://[::1]:8443/a",
    })
    void hasANormalForm(String text, String normal) {
        assertThat(TargetUri.normal(text)).contains(normal);
    }

    @Test
    void pathKeepsItsLetters() {
        assertThat(TargetUri.normal("https://hub.example/A")).isNotEqualTo(TargetUri.normal("https://hub.example/a"));
        assertThat(TargetUri.normal("https://hub.example/a/")).isNotEqualTo(TargetUri.normal("https://hub.example/a"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/oauth2/token",
                "hub.example",
                "ftp://hub.example/",
                "https://u@hub.example/",
                "https:///a",
                "mailto:a@b",
                "https://hub.example/ a",
                "https://hub.example/%zz"
            })
    void whatIsNoAddressOfARequestHasNone(String text) {
        assertThat(TargetUri.normal(text)).isEmpty();
    }
}
