package de.stadttor.platform;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class TrustedProxiesTests {

    private static final String PROXY = "10.1.2.3";
    private static final String STRANGER = "203.0.113.5";

    private final Settings settings =
            new Settings("https://hub.example", "", List.of("10.0.0.0/8", "::1"), List.of(), null, false);
    private final TrustedProxies proxies = new TrustedProxies(settings);

    @ParameterizedTest
    @ValueSource(strings = {PROXY, STRANGER})
    void schemeHostAndPortAreTheIssuersWhoeverCalls(String peer) throws Exception {
        HttpServletRequest seen = seen(
                peer,
                Map.of(
                        "Host", "evil.example:81",
                        "Forwarded", "for=198.51.100.7;host=evil.example;proto=http",
                        "X-Forwarded-Host", "evil.example, other.example",
                        "X-Forwarded-Proto", "http",
                        "X-Forwarded-Port", "81",
                        "X-Forwarded-Ssl", "off",
                        "X-Forwarded-Prefix", "//evil.example"));
        assertThat(seen.getRequestURL()).hasToString("https://hub.example/login");
        assertThat(seen.getScheme()).isEqualTo("https");
        assertThat(seen.isSecure()).isTrue();
        assertThat(seen.getServerName()).isEqualTo("hub.example");
        assertThat(seen.getServerPort()).isEqualTo(443);
        assertThat(seen.getContextPath()).isEmpty();
    }

    @Test
    void nobodySeesAForwardingHeader() throws Exception {
        HttpServletRequest seen =
                seen(PROXY, Map.of("Forwarded", "for=192.0.2.1", "X-Forwarded-Prefix", "/x", "Accept", "text/html"));
        assertThat(Collections.list(seen.getHeaderNames())).containsExactly("Accept");
        assertThat(seen.getHeader("x-forwarded-prefix")).isNull();
        assertThat(Collections.list(seen.getHeaders("FORWARDED"))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            203.0.113.9, 198.51.100.7, 10.9.9.9            | 198.51.100.7
            198.51.100.7:4711                              | 198.51.100.7
            [2001:db8::7]:4711                             | 2001:db8:0:0:0:0:0:7
            2001:db8::7                                    | 2001:db8:0:0:0:0:0:7
            unknown                                        | 10.1.2.3
            203.0.113.9, unknown                           | 10.1.2.3
            """)
    void aTrustedProxyTellsTheClient(String forwardedFor, String client) throws Exception {
        assertThat(seen(PROXY, Map.of("X-Forwarded-For", forwardedFor)).getRemoteAddr())
                .isEqualTo(client);
        assertThat(seen(STRANGER, Map.of("X-Forwarded-For", forwardedFor)).getRemoteAddr())
                .isEqualTo(STRANGER);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\'', textBlock = """
            for=198.51.100.7;proto=https;host=x                       | 198.51.100.7
            proto=https; For="198.51.100.7:4711"                      | 198.51.100.7
            for="[2001:db8::7]:4711"                                  | 2001:db8:0:0:0:0:0:7
            for=192.0.2.1, for=198.51.100.7;by=10.1.2.3, for=10.9.9.9 | 198.51.100.7
            for="192.0.2.1, for=198.51.100.7                          | 198.51.100.7
            for=_hidden                                               | 10.1.2.3
            proto=https                                               | 10.1.2.3
            by=192.0.2.1;x-for=192.0.2.2                              | 10.1.2.3
            """)
    void forwardedTellsTheClientToo(String forwarded, String client) throws Exception {
        assertThat(seen(PROXY, Map.of("Forwarded", forwarded)).getRemoteAddr()).isEqualTo(client);
        assertThat(seen(STRANGER, Map.of("Forwarded", forwarded)).getRemoteAddr())
                .isEqualTo(STRANGER);
    }

    @Test
    void headersThatContradictEachOtherTellNoClient() throws Exception {
        assertThat(seen(PROXY, Map.of("Forwarded", "for=192.0.2.1", "X-Forwarded-For", "198.51.100.7"))
                        .getRemoteAddr())
                .isEqualTo(PROXY);
        assertThat(seen(PROXY, Map.of("Forwarded", "for=198.51.100.7", "X-Forwarded-For", "192.0.2.1, 198.51.100.7"))
                        .getRemoteAddr())
                .isEqualTo("198.51.100.7");
    }

    @Test
    void takesTextThatIsNoAddressForNoProxy() {
        assertThat(proxies.trusts("proxy.example")).isFalse();
    }

    private HttpServletRequest seen(String peer, Map<String, String> headers) throws Exception {
        MockHttpServletRequest request = new MockHttpServletRequest("GET", "/login");
        request.setRemoteAddr(peer);
        headers.forEach(request::addHeader);
        MockFilterChain chain = new MockFilterChain();
        new ForwardedHeaders(proxies, settings, new MutualTls("Client-Cert", null))
                .doFilter(request, new MockHttpServletResponse(), chain);
        return (HttpServletRequest) Objects.requireNonNull(chain.getRequest());
    }
}
