package de.stadttor.platform;

import java.net.InetAddress;
import java.util.List;
import org.springframework.stereotype.Component;

/** Whose forwarding headers count. */
@Component
public class TrustedProxies {

    private final List<Network> networks;

    public TrustedProxies(Settings settings) {
        this.networks = settings.trustedProxies().stream()
                .filter(network -> !network.isBlank())
                .map(network -> Network.of(network.strip()))
                .toList();
    }

    public boolean trusts(InetAddress address) {
        return networks.stream().anyMatch(network -> network.contains(address));
    }

    /**
     * @param address an IP address as text; anything else is not trusted, and no name is looked up
     */
    public boolean trusts(String address) {
        try {
            return trusts(InetAddress.ofLiteral(address));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /**
     * Who called, behind all trusted proxies: the last address of the list that is not one of theirs, since whoever
     * calls can write what they like before it.
     *
     * @param peer who opened the connection
     * @param forwardedFor {@code X-Forwarded-For}; empty where there is none
     */
    String client(String peer, String forwardedFor) {
        String client = peer;
        String[] hops = forwardedFor.split(",", -1);
        for (int i = hops.length - 1; i >= 0 && trusts(client); i--) {
            String hop = hops[i].strip();
            try {
                client = InetAddress.ofLiteral(hop).getHostAddress();
            } catch (IllegalArgumentException e) {
                return client;
            }
        }
        return client;
    }
}
