package de.stadttor.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkTests {

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8, 10.255.0.1, true",
        "10.0.0.0/8, 11.0.0.1, false",
        "172.16.0.0/12, 172.31.255.255, true",
        "172.16.0.0/12, 172.32.0.0, false",
        "192.0.2.7, 192.0.2.7, true",
        "192.0.2.7, 192.0.2.8, false",
        "0.0.0.0/0, 8.8.8.8, true",
        "0.0.0.0/0, ::1, false",
        "2001:db8::/33, 2001:db8:7fff::1, true",
        "2001:db8::/33, 2001:db8:8000::1, false",
        "::1/128, ::1, true"
    })
    void knowsItsAddresses(String network, String address, boolean contained) {
        assertThat(Network.of(network).contains(InetAddress.ofLiteral(address))).isEqualTo(contained);
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.0/33", "::/129", "10.0.0.0/-1", "10.0.0.0/x", "localhost/8", "localhost", ""})
    void refusesWhatIsNoNetwork(String text) {
        assertThatThrownBy(() -> Network.of(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void trustsNoUnreadableFileOfAuthorities() {
        assertThatThrownBy(() -> TrustedAuthorities.tls("no-such-file.pem")).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void callersOfOneIpv6NetworkAreOne() {
        assertThat(Network.ofCaller("2001:db8:1:2::3"))
                .isEqualTo(Network.ofCaller("2001:db8:1:2:ffff::9"))
                .isNotEqualTo(Network.ofCaller("2001:db8:1:3::3"));
        assertThat(Network.ofCaller("192.0.2.7"))
                .isEqualTo("192.0.2.7")
                .isEqualTo(Network.ofCaller("::ffff:192.0.2.7"))
                .isNotEqualTo(Network.ofCaller("192.0.2.8"));
        assertThat(Network.ofCaller("no:address")).isEqualTo("no:address");
    }
}
