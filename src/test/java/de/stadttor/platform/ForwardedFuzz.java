package de.stadttor.platform;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import java.net.InetAddress;
import java.util.List;

/** Forwarding headers: whatever is written there, the caller is an address, and a stranger cannot be another. */
public final class ForwardedFuzz {

    private static final TrustedProxies PROXIES = new TrustedProxies(
            new Settings("https://hub.example", "", List.of("10.0.0.0/8", "::1"), List.of(), null, false));
    private static final String[] PEERS = {"10.0.0.1", "::1", "192.0.2.7", "2001:db8::7"};

    private ForwardedFuzz() {}

    /** The target, found by its name. */
    public static void fuzzerTestOneInput(FuzzedDataProvider data) {
        String peer = data.pickValue(PEERS);
        String forwardedFor = data.consumeBoolean() ? data.consumeString(200) : "";
        String client = PROXIES.client(peer, forwardedFor, data.consumeRemainingAsString());
        InetAddress.ofLiteral(client);
        if (!PROXIES.trusts(peer) && !client.equals(peer)) {
            throw new IllegalStateException("a stranger who is somebody else");
        }
    }
}
