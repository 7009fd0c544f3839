package de.stadttor.issuing;

import de.stadttor.platform.Sealer;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Bounds how many wrong codes of devices can be tried (RFC 8628 section 5.1): by one session, from one address, and by
 * all together. Sessions and addresses fall into a fixed number of slots by a keyed hash, so that the rows are bounded,
 * no address is stored, and nobody can choose whom they share a slot with.
 */
@Component
public class DeviceGuesses {

    /** Counted so long, then from zero. */
    static final Duration WINDOW = Duration.ofMinutes(10);

    static final int MOST_OF_SESSION = 10;

    /** A whole town hall may have one address. */
    static final int MOST_OF_ADDRESS = 50;

    static final int MOST_OF_ALL = 2000;

    private static final int SLOTS = 1 << 16;

    private final JdbcClient jdbc;
    private final Sealer.Purpose hashing;
    private final Clock clock;

    DeviceGuesses(JdbcClient jdbc, Sealer sealer, Clock clock) {
        this.jdbc = jdbc;
        this.hashing = sealer.purpose("device-guess");
        this.clock = clock;
    }

    private record Limit(int slot, int most) {}

    /**
     * Takes a try, before anybody looks at the code: those that are under way at the same time count too.
     *
     * @param address of the browser
     * @return how long to wait where there are no tries left; null where the code may be looked at
     */
    public @Nullable Duration take(@Nullable UUID session, String address) {
        Instant now = clock.instant();
        for (Limit limit : limits(session, address)) {
            Duration wait = take(limit, now);
            if (wait != null) {
                return wait;
            }
        }
        return null;
    }

    /** Gives a try back: the code was right. */
    public void giveBack(@Nullable UUID session, String address) {
        jdbc.sql("update device_guess set tries = tries - 1 where slot in (:slots) and tries > 0")
                .param(
                        "slots",
                        limits(session, address).stream().map(Limit::slot).toList())
                .update();
    }

    private @Nullable Duration take(Limit limit, Instant now) {
        return jdbc.sql("""
                insert into device_guess as g (slot, since, tries) values (:slot, :now, 1)
                on conflict (slot) do update set
                    tries = case when g.since <= :over then 1 else least(g.tries, :most) + 1 end,
                    since = case when g.since <= :over then :now else g.since end
                returning tries, since
                """)
                .param("slot", limit.slot())
                .param("most", limit.most())
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("over", now.minus(WINDOW).atOffset(ZoneOffset.UTC))
                .query((rs, row) -> rs.getInt("tries") <= limit.most()
                        ? Duration.ZERO
                        : Duration.between(
                                now, rs.getTimestamp("since").toInstant().plus(WINDOW)))
                .optional()
                .filter(Duration::isPositive)
                .orElse(null);
    }

    private List<Limit> limits(@Nullable UUID session, String address) {
        List<Limit> limits = new ArrayList<>();
        if (session != null) {
            limits.add(new Limit(slot(session.toString().getBytes(StandardCharsets.US_ASCII)), MOST_OF_SESSION));
        }
        limits.add(new Limit(SLOTS + slot(network(address)), MOST_OF_ADDRESS));
        limits.add(new Limit(2 * SLOTS, MOST_OF_ALL));
        return limits;
    }

    private int slot(byte[] whose) {
        return ByteBuffer.wrap(hashing.hash(whose)).getInt() & (SLOTS - 1);
    }

    /** Whoever has one IPv6 address has the 2^64 of its network. */
    private static byte[] network(String address) {
        try {
            byte[] bytes = InetAddress.ofLiteral(address).getAddress();
            return bytes.length == 16 ? Arrays.copyOf(bytes, 8) : bytes;
        } catch (IllegalArgumentException e) {
            return address.getBytes(StandardCharsets.UTF_8);
        }
    }
}
