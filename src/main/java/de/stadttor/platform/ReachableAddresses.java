package de.stadttor.platform;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import org.apache.hc.client5.http.DnsResolver;

/**
 * Looks names up and lets through only the addresses that a call may reach. It sits at the connection, so what it
 * allowed is what is connected to: an answer that changes between a check and the call (DNS rebinding) gains nothing.
 */
final class ReachableAddresses implements DnsResolver {

    /** IANA's special-purpose registries, cloud metadata, and networks that carry an IPv4 address inside. */
    private static final List<Network> NOT_PUBLIC = networks(
            "0.0.0.0/8",
            "10.0.0.0/8",
            "100.64.0.0/10",
            "127.0.0.0/8",
            "168.63.129.16/32",
            "169.254.0.0/16",
            "172.16.0.0/12",
            "192.0.0.0/24",
            "192.0.2.0/24",
            "192.88.99.0/24",
            "192.168.0.0/16",
            "198.18.0.0/15",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "224.0.0.0/3",
            "2001::/23",
            "2001:db8::/32",
            "2002::/16",
            "3fff::/20");

    private static final Network PUBLIC_IPV6 = Network.of("2000::/3");

    private final List<Network> internal;
    private final boolean publicToo;

    /**
     * @param internal what may be reached although it is not public
     * @param publicToo false: nothing else
     */
    ReachableAddresses(List<Network> internal, boolean publicToo) {
        this.internal = List.copyOf(internal);
        this.publicToo = publicToo;
    }

    static List<Network> networks(String... texts) {
        return Arrays.stream(texts).map(Network::of).toList();
    }

    boolean allows(InetAddress address) {
        return internal.stream().anyMatch(network -> network.contains(address)) || (publicToo && isPublic(address));
    }

    /** Whether this host may be one of them: false for an address that is none, and for this very machine. */
    boolean mayAllow(String host) {
        if (host.equals("localhost") || host.endsWith(".localhost")) {
            return allows(InetAddress.getLoopbackAddress());
        }
        String literal = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
        try {
            return allows(InetAddress.ofLiteral(literal));
        } catch (IllegalArgumentException e) {
            return true;
        }
    }

    private static boolean isPublic(InetAddress address) {
        if (address.getAddress().length == 16 && !PUBLIC_IPV6.contains(address)) {
            return false;
        }
        return NOT_PUBLIC.stream().noneMatch(network -> network.contains(address));
    }

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        InetAddress[] allowed = Arrays.stream(InetAddress.getAllByName(host))
                .filter(this::allows)
                .toArray(InetAddress[]::new);
        if (allowed.length == 0) {
            throw new Refused();
        }
        return allowed;
    }

    @Override
    public String resolveCanonicalHostname(String host) {
        return host;
    }

    /** The name is known, but none of its addresses may be called. */
    static final class Refused extends UnknownHostException {

        Refused() {
            super("not an address that may be called");
        }
    }
}
