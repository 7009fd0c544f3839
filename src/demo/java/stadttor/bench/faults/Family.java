package stadttor.bench.faults;

import java.time.Duration;

/** The latest tokens of one grant, as its client was told. For one thread, apart from {@link #refreshToken}. */
final class Family {

    /** Within it a refresh that got no answer may be repeated (RFC 9700 section 4.14.2, as the hub does it). */
    private static final long RETRY_NANOS = Duration.ofSeconds(10).toNanos();

    private static final long FRESH_NANOS = Duration.ofMinutes(4).toNanos();

    private volatile String refreshToken;
    private String accessToken;
    private long toldAt;
    private long triedAt;
    private boolean tried;

    Family(String refreshToken, String accessToken) {
        this.refreshToken = refreshToken;
        this.accessToken = accessToken;
        this.toldAt = System.nanoTime();
    }

    String refreshToken() {
        return refreshToken;
    }

    String accessToken() {
        return accessToken;
    }

    /** Whether the access token has time left. */
    boolean isFresh() {
        return System.nanoTime() - toldAt < FRESH_NANOS;
    }

    /** The refresh token is about to be used; how it ends is not known until there is an answer. */
    void tries() {
        if (!tried) {
            tried = true;
            triedAt = System.nanoTime();
        }
    }

    boolean isUncertain() {
        return tried;
    }

    /** Whether a first use without an answer lies too far back to be repeated. */
    boolean isTooLate() {
        return tried && System.nanoTime() - triedAt > RETRY_NANOS;
    }

    void next(String newRefreshToken, String newAccessToken) {
        refreshToken = newRefreshToken;
        accessToken = newAccessToken;
        toldAt = System.nanoTime();
        tried = false;
    }
}
