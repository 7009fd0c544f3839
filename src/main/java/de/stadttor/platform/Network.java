package de.stadttor.platform;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * A network in CIDR notation, IPv4 or IPv6.
 *
 * @param address its first address, as text
 * @param prefix how many leading bits count
 */
public record Network(String address, int prefix) {

    public Network {
        int bits = InetAddress.ofLiteral(address).getAddress().length * 8;
        if (prefix < 0 || prefix > bits) {
            throw new IllegalArgumentException("a prefix of " + address + " has 0 to " + bits + " bits");
        }
    }

    /**
     * @param text {@code 10.0.0.0/8}, {@code ::1/128}, or a single address
     * @throws IllegalArgumentException for anything else; names are never looked up
     */
    public static Network of(String text) {
        int slash = text.indexOf('/');
        if (slash < 0) {
            return new Network(text, InetAddress.ofLiteral(text).getAddress().length * 8);
        }
        return new Network(text.substring(0, slash), Integer.parseInt(text.substring(slash + 1)));
    }

    public boolean contains(InetAddress other) {
        byte[] mine = InetAddress.ofLiteral(address).getAddress();
        byte[] theirs = other.getAddress();
        if (mine.length != theirs.length) {
            return false;
        }
        int whole = prefix / 8;
        if (!Arrays.equals(mine, 0, whole, theirs, 0, whole)) {
            return false;
        }
        int rest = prefix % 8;
        return rest == 0 || ((mine[whole] ^ theirs[whole]) & 0xff) >> (8 - rest) == 0;
    }

    /**
     * What stands for a caller where callers are counted: the address, or of IPv6 the first 64 bits, since whoever has one
     * address has all of its network.
     *
     * @param address as text; what is none stands for itself
     */
    public static String ofCaller(String address) {
        if (address.indexOf(':') < 0) {
            return address;
        }
        try {
            byte[] bytes = InetAddress.ofLiteral(address).getAddress();
            return bytes.length == 16
                    ? HexFormat.of().formatHex(bytes, 0, 8)
                    : InetAddress.getByAddress(bytes).getHostAddress();
        } catch (IllegalArgumentException | UnknownHostException e) {
            return address;
        }
    }
}
