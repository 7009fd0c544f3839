package stadttor.bench.scale;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import stadttor.bench.operations.Browser;
import stadttor.bench.operations.Conversation;
import stadttor.bench.operations.Http;
import stadttor.bench.operations.OidcServer;
import stadttor.bench.operations.Operation;
import stadttor.bench.operations.TokenCheck;
import stadttor.bench.operations.Upstream;

/**
 * Does one operation after the other, each for somebody else of the people of a store, drawn at random; nobody is visited
 * by two visitors. For one thread.
 */
public final class Visitor {

    /** Those who refreshed last, whose access tokens are shown: these live for minutes, so not everybody can have one. */
    private static final int WITH_ACCESS_TOKEN = 200;

    private final OidcServer hub;
    private final Http http;
    private final TokenCheck check;
    private final String provider;
    private final StoredPeople people;
    private final int number;
    private final int visitors;
    private final SplittableRandom random;
    private final Map<Integer, String> refreshTokens = new HashMap<>();
    private final Deque<Conversation> withAccessToken = new ArrayDeque<>();

    /**
     * @param provider host and port of the one that the people sign in at
     * @param number of this visitor, from 0
     * @param visitors how many there are
     */
    Visitor(
            OidcServer hub,
            Http http,
            TokenCheck check,
            String provider,
            StoredPeople people,
            int number,
            int visitors) {
        this.hub = hub;
        this.http = http;
        this.check = check;
        this.provider = provider;
        this.people = people;
        this.number = number;
        this.visitors = visitors;
        this.random = new SplittableRandom(number);
    }

    /** Gets what the operation needs. */
    public void prepare(Operation operation) {
        if (operation == Operation.INTROSPECTION || operation == Operation.USERINFO) {
            for (int i = 0; i < WITH_ACCESS_TOKEN; i++) {
                refreshed(somebody());
            }
        }
    }

    public void perform(Operation operation) {
        switch (operation) {
            case CLIENT_CREDENTIALS -> of(somebody(), new Browser(http)).clientCredentials();
            case REFRESH -> refreshed(somebody());
            case SSO ->
                with(
                        somebody(),
                        person ->
                                person.browser.give(hubAuthority(), "stadttor_session", people.cookie(person.number)));
            case SIGN_IN ->
                with(
                        somebody(),
                        person -> person.browser.give(provider, Upstream.PERSON_COOKIE, String.valueOf(person.number)));
            case INTROSPECTION -> anybodyKnown().introspect();
            case USERINFO -> anybodyKnown().userinfo();
        }
    }

    /** Each application once: a node that runs knows those that it is asked about. */
    void walkApplications() {
        for (int person = number;
                person < Math.min(people.world().applications(), people.world().sessions());
                person += visitors) {
            refreshed(person).clientCredentials();
        }
    }

    private record Person(int number, Browser browser) {}

    private void with(int number, Consumer<Person> cookie) {
        Person person = new Person(number, new Browser(http));
        cookie.accept(person);
        of(number, person.browser).authorize();
    }

    private Conversation anybodyKnown() {
        Conversation drawn = withAccessToken.removeFirst();
        withAccessToken.addLast(drawn);
        return drawn;
    }

    private int somebody() {
        int mine = (people.world().sessions() - number + visitors - 1) / visitors;
        return number + visitors * random.nextInt(mine);
    }

    private Conversation refreshed(int person) {
        Conversation conversation = of(person, new Browser(http));
        conversation.refresh();
        refreshTokens.put(person, conversation.refreshToken());
        withAccessToken.addLast(conversation);
        if (withAccessToken.size() > WITH_ACCESS_TOKEN) {
            withAccessToken.removeFirst();
        }
        return conversation;
    }

    private Conversation of(int person, Browser browser) {
        OidcServer.Registration model = hub.application();
        return new Conversation(
                hub.askedBy(new OidcServer.Registration(
                        people.application(person), model.secret(), model.scope(), model.hints())),
                http,
                check,
                browser,
                refreshTokens.getOrDefault(person, people.refreshToken(person)));
    }

    private String hubAuthority() {
        return hub.token().getAuthority();
    }
}
