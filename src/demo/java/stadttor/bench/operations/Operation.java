package stadttor.bench.operations;

import java.util.Locale;
import java.util.function.Consumer;

/** What is measured, and what it may cost the hub. */
public enum Operation {
    CLIENT_CREDENTIALS(
            "client_credentials",
            new Goal(0.25, 0, 0),
            new Goal(0.6, 0, 0),
            Preparation.NONE,
            false,
            Conversation::clientCredentials),
    REFRESH(
            "refresh with rotation",
            new Goal(0.8, 1, 1300),
            new Goal(2.4, 1, 1300),
            Preparation.SIGN_IN,
            true,
            Conversation::refresh),
    SSO(
            "SSO: authorize, code → tokens",
            new Goal(1.5, 2, 1800),
            new Goal(4.5, 3, 1800),
            Preparation.SIGN_IN,
            true,
            Conversation::authorize),
    SIGN_IN(
            "sign-in through a provider",
            new Goal(2.2, 0, 3800),
            new Goal(10, 0, 4600),
            Preparation.NONE,
            true,
            Conversation::signIn),
    INTROSPECTION(
            "introspection",
            new Goal(0.2, 0, 0),
            new Goal(1.4, 0, 0),
            Preparation.SIGN_IN,
            false,
            Conversation::introspect),
    USERINFO("userinfo", new Goal(0.2, 0, 0), new Goal(1.4, 0, 0), Preparation.SIGN_IN, false, Conversation::userinfo);

    /** The record below {@code docs/decisions} that says, with profiles, what an operation costs and why. */
    static final String RECORD = "2026-11-29-cost-of-an-operation.md";

    /**
     * What the hub may use for one, with ES256 for all tokens.
     *
     * @param cpu milliseconds of the hub's process and PostgreSQL's together
     * @param transactions for {@link #CLIENT_CREDENTIALS} none at all; else 0 where nothing is said
     * @param walBytes 0 where nothing is said
     */
    public record Goal(double cpu, int transactions, int walBytes) {}

    /** What comes before, unmeasured. */
    enum Preparation {
        NONE,
        SIGN_IN
    }

    private final String label;
    // A record of numbers.
    @SuppressWarnings("ImmutableEnumChecker")
    private final Goal goal;

    // A record of numbers.
    @SuppressWarnings("ImmutableEnumChecker")
    private final Goal excused;

    private final Preparation preparation;
    private final boolean givesIdToken;

    // A method of Conversation, without state.
    @SuppressWarnings("ImmutableEnumChecker")
    private final Consumer<Conversation> act;

    Operation(
            String label,
            Goal goal,
            Goal excused,
            Preparation preparation,
            boolean givesIdToken,
            Consumer<Conversation> act) {
        this.label = label;
        this.goal = goal;
        this.excused = excused;
        this.preparation = preparation;
        this.givesIdToken = givesIdToken;
        this.act = act;
    }

    public String label() {
        return label;
    }

    public Goal goal() {
        return goal;
    }

    /**
     * Up to what {@link #RECORD} explains that the goal is missed, with half as much again as was measured for what else
     * happens on a machine; whatever is worse fails the benchmark.
     */
    Goal excused() {
        return excused;
    }

    /** Whether the algorithm of ID tokens matters to it. */
    boolean givesIdToken() {
        return givesIdToken;
    }

    /** As a file's name has it. */
    public String fileName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    void prepare(Conversation conversation) {
        if (preparation == Preparation.SIGN_IN) {
            conversation.signIn();
        }
    }

    void perform(Conversation conversation) {
        act.accept(conversation);
    }
}
