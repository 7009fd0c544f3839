package de.stadttor.testing;

import de.stadttor.testing.TestClient.Answer;
import de.stadttor.testing.Visitor.Stop;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;

/** Somebody of the demo at their desk: one browser, one user name, one provider. Types the password where asked. */
public final class Employee {

    private final HubUnderTest hub;
    private final String user;
    private final String provider;
    private final Visitor browser;

    public Employee(HubUnderTest hub, String user, String provider) {
        this(hub, user, provider, new Visitor());
    }

    public Employee(HubUnderTest hub, String user, String provider, Visitor browser) {
        this.hub = hub;
        this.user = user;
        this.provider = provider;
        this.browser = browser;
    }

    /** She processes building applications in Dresden, and may do nothing else. */
    public static Employee anna(HubUnderTest hub) {
        return new Employee(hub, "anna.richter", "ebit-dresden");
    }

    /** He heads his office in Dresden. */
    public static Employee bernd(HubUnderTest hub) {
        return new Employee(hub, "bernd.vogel", "ebit-dresden");
    }

    /** She processes building applications in Magdeburg. */
    public static Employee eva(HubUnderTest hub) {
        return new Employee(hub, "eva.schulze", "kid-magdeburg");
    }

    /** Somebody else at the same desk. */
    public Employee successor(String other, String theirProvider) {
        return new Employee(hub, other, theirProvider, browser);
    }

    public Visitor browser() {
        return browser;
    }

    public TestClient application(String id) {
        return new TestClient(hub.issuer(), id);
    }

    /** Opens an application at their own provider; ends at the application, or at a page that is no password page. */
    public Stop opens(String application, Map<String, String> further) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("idp_hint", provider);
        parameters.putAll(further);
        return typesPassword(asks(application, parameters));
    }

    public Stop opens(String application) {
        return opens(application, Map.of());
    }

    /** The authorization request as it is, up to the first page. */
    public Stop asks(String application, Map<String, String> parameters) {
        return goes(application(application).authorize(parameters));
    }

    public Stop goes(URI uri) {
        return browser.go(uri, TestClient.CALLBACK);
    }

    /** Fills in the provider's page where this is one. */
    public Stop typesPassword(Stop page) {
        return page.asksForPassword() ? browser.signIn(page, user, TestClient.CALLBACK) : page;
    }

    /** Fills in the provider's page for a second factor. */
    public Stop typesOneTimePassword(Stop page) {
        return browser.typeOneTimePassword(page, TestClient.CALLBACK);
    }

    /** Follows the link of a page. */
    public Stop follows(Stop page, String attribute, String value) {
        return goes(page.link(attribute, value));
    }

    /** Chooses a provider on the page that asks. */
    public Stop chooses(Stop page) {
        return typesPassword(follows(page, "data-provider", provider));
    }

    public Stop submits(Stop page, String path, Map<String, String> further) {
        return browser.submit(page, path, further, TestClient.CALLBACK);
    }

    /** "Not me / another account"; up to the first page. */
    public Stop wantsAnotherAccount(Stop page) {
        return submits(page, "/login/other", Map.of());
    }

    /** Without a page: a code, or an error. */
    public Stop opensSilently(String application) {
        return asks(application, Map.of("prompt", "none"));
    }

    /** Signs in where necessary and redeems the code. */
    public Answer tokens(String application) {
        return redeems(application, opens(application));
    }

    public Answer redeems(String application, Stop back) {
        String code = back.code()
                .orElseThrow(() ->
                        new AssertionError("no code at " + back.uri() + " (" + back.status() + "):\n" + back.body()));
        Answer tokens = application(application).redeem(code);
        if (tokens.status() != 200) {
            throw new AssertionError("no tokens: " + tokens.body());
        }
        return tokens;
    }

    /** The claims of the ID token of a sign-in that came to its end. */
    public Map<String, Object> idToken(String application, Stop back) {
        return redeems(application, back).claims("id_token");
    }

    public boolean hasSession() {
        Stop stop = opensSilently("bauantrag");
        return stop.uri().toString().startsWith(TestClient.CALLBACK)
                && !stop.parameter("error").orElse("").equals("login_required");
    }
}
