package de.stadttor.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import de.stadttor.keys.KeyLife;
import de.stadttor.keys.KeyRotation;
import de.stadttor.keys.KeyRotation.AlreadyAnnounced;
import de.stadttor.keys.KeyRotation.Manner;
import de.stadttor.keys.SigningKeys;
import de.stadttor.platform.Actor;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** The hub's signing keys, for operators: how far each is in its life, and the change of one out of turn. */
@RestController
@RequestMapping(path = "/api/v1/keys", produces = MediaType.APPLICATION_JSON_VALUE)
class KeysApi {

    private static final Set<String> ROTATION = Set.of("manner", "algorithm", "why");
    private static final int LONGEST_WHY = 500;

    private final KeyRotation rotation;

    KeysApi(KeyRotation rotation) {
        this.rotation = rotation;
    }

    /** Never the key itself: its public part stands in the JWKS. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Entry(
            String kid,
            String alg,
            String state,
            @JsonProperty("announced-at") Instant announcedAt,
            @JsonProperty("use-from") Instant useFrom,
            @JsonProperty("used-at") @Nullable Instant usedAt,
            @JsonProperty("retired-at") @Nullable Instant retiredAt,
            @JsonProperty("removed-at") @Nullable Instant removedAt,
            @JsonProperty("compromised-at") @Nullable Instant compromisedAt) {

        static Entry of(KeyLife key) {
            return new Entry(
                    key.keyId(),
                    key.algorithm(),
                    key.state().code(),
                    key.announcedAt(),
                    key.useFrom(),
                    key.usedAt(),
                    key.retiredAt(),
                    key.removedAt(),
                    key.compromisedAt());
        }
    }

    @GetMapping
    ResponseEntity<List<Entry>> all(Actor actor) {
        return answer(rotation.all(actor));
    }

    /** Changes the key of one algorithm or of each; answers with all keys afterwards. */
    @PostMapping(path = "/rotations", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<List<Entry>> rotate(Actor actor, HttpServletRequest request) throws IOException {
        KeyRotation.demandOperator(actor);
        JsonBody body = JsonBody.read(request, ROTATION);
        Manner manner = manner(body.required("manner"));
        String algorithm = body.text("algorithm");
        if (algorithm != null && !SigningKeys.ALGORITHMS.contains(algorithm)) {
            throw bad("algorithm: expected one of " + String.join(", ", SigningKeys.ALGORITHMS) + ".");
        }
        try {
            return answer(rotation.rotate(manner, algorithm, why(body.required("why")), actor));
        } catch (AlreadyAnnounced e) {
            throw new ResponseStatusException(
                    HttpStatus.CONFLICT, "The next key is announced already; see when it is to be used.", e);
        }
    }

    private static Manner manner(String text) {
        return Stream.of(Manner.values())
                .filter(manner -> manner.code().equals(text))
                .findFirst()
                .orElseThrow(() -> bad("manner: expected one of "
                        + Stream.of(Manner.values()).map(Manner::code).collect(Collectors.joining(", ")) + "."));
    }

    private static String why(String text) {
        String why = text.strip();
        if (why.isEmpty() || why.length() > LONGEST_WHY || why.chars().anyMatch(Character::isISOControl)) {
            throw bad("why: expected the reason, 1 to " + LONGEST_WHY + " characters in one line.");
        }
        return why;
    }

    private static ResponseEntity<List<Entry>> answer(List<KeyLife> keys) {
        return Unstored.ok(keys.stream().map(Entry::of).toList());
    }

    private static ResponseStatusException bad(String message) {
        return new ResponseStatusException(HttpStatus.BAD_REQUEST, message);
    }
}
