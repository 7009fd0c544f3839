package stadttor.bench.faults;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import stadttor.bench.faults.HubApi.Code;
import stadttor.bench.operations.Answer;
import stadttor.bench.operations.BenchProblem;
import stadttor.bench.operations.Browser;
import stadttor.bench.operations.Http;
import stadttor.bench.operations.UnexpectedAnswer;
import stadttor.bench.operations.Upstream;

/** A person with browsers, and the application that they use: all operations, over and over. */
final class Person implements Client {

    private static final int KEPT = 8;

    private final int number;
    private final HubApi hub;
    private final Http http;
    private final String upstream;
    private final Ledger ledger;
    private final Attempts attempts;
    private final Told told;
    private final Rivals rivals;
    private final RandomGenerator random;
    private final List<Operation> operations;
    private final List<Browser> browsers = new ArrayList<>();
    private final List<Family> families = new ArrayList<>();
    private int turn;
    private @Nullable Code pending;
    private boolean pendingTried;
    private @Nullable Family uncertain;

    private record Operation(String name, Attempts.Try act) {}

    /**
     * @param upstream authority of the provider
     * @param signsIn whether again and again, and not once alone: who does not, gets on while the provider is in trouble
     */
    Person(int number, boolean signsIn, HubApi hub, Http http, String upstream, Ledger ledger) {
        this.number = number;
        this.hub = hub;
        this.http = http;
        this.upstream = upstream;
        this.ledger = ledger;
        this.attempts = new Attempts(ledger);
        this.told = new Told(number, ledger);
        this.rivals = new Rivals(hub, ledger);
        this.random = new Random(number);
        this.operations = new ArrayList<>(List.of(
                new Operation("SSO", this::authorize),
                new Operation("refresh", this::refresh),
                new Operation("introspection", this::introspect),
                new Operation("userinfo", this::userinfo),
                new Operation("client_credentials", this::clientCredentials),
                new Operation("refresh", this::refresh),
                new Operation("code redeemed by two", this::redeemByTwo),
                new Operation("refresh by two", this::refreshByTwo),
                new Operation("refresh token replayed", this::replay)));
        if (signsIn) {
            operations.add(new Operation("sign-in", this::signIn));
        }
    }

    @Override
    public void step() throws InterruptedException {
        if (browsers.isEmpty()) {
            attempts.untilDone("sign-in", this::signIn);
            return;
        }
        Operation next = operations.get(turn++ % operations.size());
        attempts.untilDone(next.name(), next.act());
    }

    @Override
    public void look() throws InterruptedException {
        for (Browser browser : List.copyOf(browsers)) {
            attempts.untilDone("SSO", () -> authorize(browser));
        }
        for (Family family : List.copyOf(families)) {
            attempts.untilDone("introspection", () -> introspect(family));
            attempts.untilDone("refresh", () -> refresh(family));
        }
    }

    private boolean signIn() {
        if (pending != null) {
            return redeem();
        }
        Browser fresh = new Browser(http);
        fresh.give(upstream, Upstream.PERSON_COOKIE, String.valueOf(number));
        Code code = hub.authorize(fresh, Map.of("idp_hint", Configured.PROVIDER));
        if (!code.error().isEmpty()) {
            throw new BenchProblem("a sign-in ended with " + code.error());
        }
        keep(browsers, fresh);
        pending = code;
        return redeem();
    }

    private boolean authorize() {
        return authorize(oneOf(browsers));
    }

    private boolean authorize(Browser browser) {
        if (pending != null) {
            return redeem();
        }
        pending = silently(browser);
        return pending == null || redeem();
    }

    /** Null where the session is not honoured. */
    private @Nullable Code silently(Browser browser) {
        Code code = hub.authorize(browser, Map.of("prompt", "none"));
        if (code.error().equals("login_required") || code.error().equals("interaction_required")) {
            ledger.lost("a session of person " + number + " is not honoured: " + code.error());
            browsers.remove(browser);
            return null;
        }
        if (!code.error().isEmpty()) {
            throw new BenchProblem("SSO ended with " + code.error());
        }
        return code;
    }

    /** A code whose redemption got no answer may have been used up: then the application asks for another one. */
    private boolean redeem() {
        Code code = pending;
        if (code == null) {
            return false;
        }
        boolean first = !pendingTried;
        pendingTried = true;
        try {
            Answer answer = hub.redeem(code);
            pending = null;
            pendingTried = false;
            keep(families, told.tokens(answer, code.nonce()));
            return true;
        } catch (UnexpectedAnswer e) {
            if (!HubApi.isRefusal(e)) {
                throw e;
            }
            pending = null;
            pendingTried = false;
            if (first) {
                ledger.lost("a code of person " + number + " is not honoured: "
                        + e.answer().body());
            } else {
                ledger.forfeited();
            }
            return false;
        }
    }

    private boolean refresh() {
        return families.isEmpty() ? authorize() : refresh(uncertain == null ? oneOf(families) : uncertain);
    }

    private boolean refresh(Family family) {
        uncertain = family;
        family.tries();
        try {
            told.next(family, hub.refresh(family.refreshToken()));
        } catch (UnexpectedAnswer e) {
            if (!HubApi.isRefusal(e)) {
                throw e;
            }
            if (family.isTooLate()) {
                ledger.forfeited();
            } else {
                ledger.lost("a refresh token of person " + number + " is not honoured: "
                        + e.answer().body());
            }
            drop(family);
        }
        uncertain = null;
        return true;
    }

    private boolean introspect() {
        return families.isEmpty() ? authorize() : introspect(oneOf(families));
    }

    private boolean introspect(Family family) {
        if (family.isFresh()) {
            told.introspected(hub.introspect(family.accessToken()));
        }
        return true;
    }

    private boolean userinfo() {
        if (families.isEmpty()) {
            return authorize();
        }
        Family family = oneOf(families);
        if (family.isFresh()) {
            told.userinfo(hub.userinfo(family.accessToken()));
        }
        return true;
    }

    private boolean clientCredentials() {
        hub.clientCredentials().text("access_token");
        return true;
    }

    private boolean redeemByTwo() {
        Code code = silently(oneOf(browsers));
        if (code != null) {
            rivals.redeem(code);
        }
        return true;
    }

    private boolean refreshByTwo() {
        if (families.isEmpty() || uncertain != null) {
            return refresh();
        }
        Family family = oneOf(families);
        uncertain = family;
        if (!rivals.refresh(family, told)) {
            drop(family);
        }
        uncertain = null;
        return true;
    }

    /** On tokens of its own, since it ends them. */
    private boolean replay() {
        Code code = silently(oneOf(browsers));
        if (code != null) {
            rivals.replay(code);
        }
        return true;
    }

    private void drop(Family family) {
        families.remove(family);
        ledger.over(family);
    }

    private <T> T oneOf(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    /** What goes stays in the ledger, and must be in the store. */
    private static <T> void keep(List<T> all, T one) {
        all.add(one);
        if (all.size() > KEPT) {
            all.removeFirst();
        }
    }
}
