package de.stadttor.proposal;

import de.stadttor.platform.Actor;
import de.stadttor.platform.Json;
import de.stadttor.platform.Sealer;
import de.stadttor.platform.Sealer.NotSealed;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Says, in a token that nobody can forge, that somebody was shown what exactly a change would do. */
@Component
class SeenEffects {

    private static final Duration LIFE = Duration.ofHours(1);
    private static final int MOST_CHARACTERS = 4_000;

    private final Sealer.Purpose seal;
    private final Clock clock;

    /**
     * @param version of the rules with which it was compared
     * @param changes hash of the changes
     * @param effect digest of the effect
     * @param until seconds since 1970
     */
    record Seen(String actor, String provider, long version, String changes, String effect, long until) {}

    SeenEffects(Sealer sealer, Clock clock) {
        this.seal = sealer.purpose("seen-effect");
        this.clock = clock;
    }

    String token(Actor actor, String provider, long version, String changes, String effect) {
        long until = clock.instant().plus(LIFE).getEpochSecond();
        String text = Json.write(new Seen(actor.name(), provider, version, changes, effect, until));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(seal.seal(text));
    }

    /** Empty for what was never shown to this actor, or too long ago. */
    Optional<Seen> read(@Nullable String token, Actor actor) {
        if (token == null || token.length() > MOST_CHARACTERS) {
            return Optional.empty();
        }
        try {
            Seen seen = Json.read(seal.openText(Base64.getUrlDecoder().decode(token)), Seen.class);
            return Optional.of(seen)
                    .filter(found -> found.actor().equals(actor.name()))
                    .filter(found -> found.until() > clock.instant().getEpochSecond());
        } catch (NotSealed | IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
