package de.stadttor.route;

import de.stadttor.issuing.DeviceCodes;
import de.stadttor.issuing.DeviceGuesses;
import de.stadttor.issuing.RequestSource;
import de.stadttor.session.HubSession;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The way of a person who lets a device in (RFC 8628 section 3.3): a code, then the ordinary sign-in with the question at
 * its end, then a page that leads nowhere.
 */
@Component
public class DeviceRoute {

    private final DeviceCodes codes;
    private final DeviceGuesses guesses;
    private final AuthorizationRoute authorization;
    private final DeviceAnswers answers;

    DeviceRoute(DeviceCodes codes, DeviceGuesses guesses, AuthorizationRoute authorization, DeviceAnswers answers) {
        this.codes = codes;
        this.guesses = guesses;
        this.authorization = authorization;
        this.answers = answers;
    }

    /** What came of a code that was typed. */
    public sealed interface Typed {

        /** It is right; on to the sign-in. */
        record Known(Arrival arrival) implements Typed {}

        /** No device waits with it. */
        record Unknown() implements Typed {}

        /** Too many were tried. */
        record TooMany(Duration retryAfter) implements Typed {}
    }

    /**
     * A person typed a code.
     *
     * @param address of their browser
     */
    public Typed typed(String code, String address, @Nullable HubSession session) {
        if (!DeviceCodes.isWellFormed(code)) {
            return new Typed.Unknown();
        }
        UUID sessionId = session == null ? null : session.id();
        Duration wait = guesses.take(sessionId, address);
        if (wait != null) {
            return new Typed.TooMany(wait);
        }
        RequestSource source = codes.typed(code).orElse(null);
        if (source == null) {
            return new Typed.Unknown();
        }
        guesses.giveBack(sessionId, address);
        return new Typed.Known(authorization.beginDevice(source, session));
    }

    /** How it ended. */
    public enum End {
        LET_IN,
        DECLINED,
        EXPIRED
    }

    /**
     * The person has come to the end, one way or the other; a device that they gave up hears so.
     *
     * @param sealed as it stands in the address
     * @return empty for an address that the hub did not make
     */
    public Optional<End> end(String sealed) {
        return answers.read(sealed).map(answer -> {
            Object error = answer.get("error");
            if (error == null) {
                return End.LET_IN;
            }
            if (error.equals("expired_token")) {
                return End.EXPIRED;
            }
            codes.decline(String.valueOf(answer.get("state")), String.valueOf(answer.get("error_description")));
            return End.DECLINED;
        });
    }
}
