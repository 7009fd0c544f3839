package de.stadttor.platform;

import java.net.InetAddress;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Whose forwarding headers count. */
@Component
public class TrustedProxies {

    private static final Pattern NODE =
            Pattern.compile("(?:^|;)\\s*for=\"?([^\";]*)\"?\\s*(?:;|$)", Pattern.CASE_INSENSITIVE);
    private static final Pattern PORT = Pattern.compile("^(?:\\[([0-9a-fA-F:.]+)]|([0-9.]+))(?::[0-9]+)?$");

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
     * Who called, behind all trusted proxies. Where the two headers contradict each other, one was written by the caller
     * and passed through: then the proxy's own address is all that is known.
     *
     * @param peer who opened the connection
     * @param forwardedFor {@code X-Forwarded-For}; empty where there is none
     * @param forwarded {@code Forwarded} (RFC 7239); empty where there is none
     */
    String client(String peer, String forwardedFor, String forwarded) {
        if (forwardedFor.isEmpty() && forwarded.isEmpty()) {
            return peer;
        }
        if (forwardedFor.isEmpty() || forwarded.isEmpty()) {
            return client(peer, forwarded.isEmpty() ? hops(forwardedFor) : hopsOf(forwarded));
        }
        String client = client(peer, hops(forwardedFor));
        return client.equals(client(peer, hopsOf(forwarded))) ? client : peer;
    }

    /** The last address that is not a trusted proxy's, since whoever calls can write what they like before it. */
    private String client(String peer, List<String> hops) {
        String client = peer;
        for (String hop : hops.reversed()) {
            if (!trusts(client)) {
                return client;
            }
            try {
                client = InetAddress.ofLiteral(hop).getHostAddress();
            } catch (IllegalArgumentException e) {
                return client;
            }
        }
        return client;
    }

    private static List<String> hops(String forwardedFor) {
        return Stream.of(forwardedFor.split(",", -1))
                .map(TrustedProxies::withoutPort)
                .toList();
    }

    private static List<String> hopsOf(String forwarded) {
        return Stream.of(forwarded.split(",", -1))
                .map(element -> {
                    Matcher node = NODE.matcher(element);
                    return node.find() ? withoutPort(node.group(1)) : "";
                })
                .toList();
    }

    private static String withoutPort(String node) {
        return PORT.matcher(node.strip()).replaceFirst("$1$2");
    }
}
