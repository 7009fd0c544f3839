package de.stadttor.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class TrustedProxiesTests {

    private final TrustedProxies proxies = new TrustedProxies(
            new Settings("https://hub.example", "", List.of("10.0.0.0/8", "::1"), List.of(), null, false));

    @Test
    void believesATrustedProxy() throws Exception {
        MockHttpServletRequest seen = seen("10.1.2.3", "203.0.113.9, 198.51.100.7, 10.9.9.9");
        assertThat(seen.getAttribute("scheme")).isEqualTo("https");
        assertThat(seen.getAttribute("host")).isEqualTo("hub.example");
        assertThat(seen.getAttribute("client")).isEqualTo("198.51.100.7");
    }

    @Test
    void believesNobodyElse() throws Exception {
        MockHttpServletRequest seen = seen("203.0.113.5", "198.51.100.7");
        assertThat(seen.getAttribute("scheme")).isEqualTo("http");
        assertThat(seen.getAttribute("host")).isEqualTo("localhost");
        assertThat(seen.getAttribute("client")).isEqualTo("203.0.113.5");
    }

    @Test
    void takesTextThatIsNoAddressForNoProxy() {
        assertThat(proxies.trusts("proxy.example")).isFalse();
        assertThat(proxies.client("10.0.0.1", "unknown")).isEqualTo("10.0.0.1");
        assertThat(proxies.client("10.0.0.1", "")).isEqualTo("10.0.0.1");
    }

    private MockHttpServletRequest seen(String peer, String forwardedFor) throws Exception {
        MockHttpServletRequest request = new MockHttpServletRequest("GET", "/");
        request.setRemoteAddr(peer);
        request.addHeader("X-Forwarded-For", forwardedFor);
        request.addHeader("X-Forwarded-Proto", "https");
        request.addHeader("X-Forwarded-Host", "hub.example");
        MockFilterChain chain = new MockFilterChain();
        new ForwardedHeaders(proxies).doFilter(request, new MockHttpServletResponse(), chain);
        var passed = chain.getRequest();
        if (passed != null) {
            request.setAttribute("scheme", passed.getScheme());
            request.setAttribute("host", passed.getServerName());
            request.setAttribute("client", passed.getRemoteAddr());
        }
        return request;
    }
}
