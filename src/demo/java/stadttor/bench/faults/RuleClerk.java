package stadttor.bench.faults;

import java.time.Duration;
import java.util.Map;

/** An operator who changes one rule over and over, and reads it back. */
final class RuleClerk implements Client {

    private static final long TOKEN_NANOS = Duration.ofMinutes(3).toNanos();
    private static final Duration PAUSE = Duration.ofMillis(400);

    private final HubApi hub;
    private final Configured configured;
    private final Map<String, String> operator;
    private final Ledger ledger;
    private final Attempts attempts;
    private int change;
    private String token = "";
    private long tokenAt;

    RuleClerk(HubApi hub, Configured configured, Map<String, String> operator, Ledger ledger) {
        this.hub = hub;
        this.configured = configured;
        this.operator = operator;
        this.ledger = ledger;
        this.attempts = new Attempts(ledger);
    }

    @Override
    public void step() throws InterruptedException {
        int next = ++change;
        attempts.untilDone("rule change", () -> {
            hub.apply(configured.rules(next), token());
            return true;
        });
        ledger.change(next);
        look();
        Thread.sleep(PAUSE);
    }

    @Override
    public void look() throws InterruptedException {
        attempts.untilDone("rules read", () -> {
            String mark = hub.mark(token());
            if (!mark.equals(Configured.mark(change))) {
                ledger.lost("after " + Configured.mark(change) + " was acknowledged, the rules have " + mark);
            }
            return true;
        });
    }

    private String token() {
        if (token.isEmpty() || System.nanoTime() - tokenAt > TOKEN_NANOS) {
            token = hub.operatorToken(operator);
            tokenAt = System.nanoTime();
        }
        return token;
    }
}
