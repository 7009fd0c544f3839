package de.stadttor.upstream;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * How quickly and how well each provider answered this node's own calls lately: discovery, keys, token endpoint and
 * userinfo, as sign-ins make them. Nothing is asked for the sake of this, and nothing in it is about a person.
 */
@Component
public class Responsiveness {

    /** So many calls are looked at, and none that is older. */
    static final int LATEST = 20;

    static final Duration WINDOW = Duration.ofHours(1);

    private final Clock clock;
    private final Map<String, Answers> providers = new ConcurrentHashMap<>();

    private record Call(Instant at, Duration took, boolean failed) {}

    /** Of one provider. */
    private static final class Answers {
        private final Deque<Call> latest = new ArrayDeque<>();
        private long answered;
        private long failed;
        private boolean clientRefused;
        private @Nullable Instant certified;
    }

    /**
     * How it stands with a provider.
     *
     * @param calls how many of the latest are looked at
     * @param failed how many of these brought no answer, or one that says that the provider is in trouble
     * @param median of those that were answered; zero where there are none
     * @param clientRefused whether the latest answer of the token endpoint refused the hub's client or its secret
     * @param certified until when the provider's certificates are valid; null where none was seen
     * @param answeredEver since this node began
     * @param failedEver since this node began
     */
    public record Pulse(
            int calls,
            int failed,
            Duration median,
            boolean clientRefused,
            @Nullable Instant certified,
            long answeredEver,
            long failedEver) {}

    Responsiveness(Clock clock) {
        this.clock = clock;
    }

    /** All zero where the provider was not called yet. */
    public Pulse of(String provider) {
        Answers answers = providers.get(provider);
        if (answers == null) {
            return new Pulse(0, 0, Duration.ZERO, false, null, 0, 0);
        }
        synchronized (answers) {
            Instant since = clock.instant().minus(WINDOW);
            answers.latest.removeIf(call -> call.at().isBefore(since));
            List<Duration> answered = answers.latest.stream()
                    .filter(call -> !call.failed())
                    .map(Call::took)
                    .sorted()
                    .toList();
            return new Pulse(
                    answers.latest.size(),
                    answers.latest.size() - answered.size(),
                    answered.isEmpty() ? Duration.ZERO : answered.get(answered.size() / 2),
                    answers.clientRefused,
                    answers.certified,
                    answers.answered,
                    answers.failed);
        }
    }

    void note(String provider, Duration took, boolean failed, @Nullable Instant certified) {
        Answers answers = answers(provider);
        synchronized (answers) {
            answers.latest.addLast(new Call(clock.instant(), took, failed));
            if (answers.latest.size() > LATEST) {
                answers.latest.removeFirst();
            }
            if (failed) {
                answers.failed++;
            } else {
                answers.answered++;
            }
            if (certified != null) {
                answers.certified = certified;
            }
        }
    }

    void clientRefused(String provider, boolean refused) {
        Answers answers = answers(provider);
        synchronized (answers) {
            answers.clientRefused = refused;
        }
    }

    private Answers answers(String provider) {
        return providers.computeIfAbsent(provider, id -> new Answers());
    }
}
