package de.stadttor.platform;

import java.net.InetAddress;
import java.util.Arrays;

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
}
