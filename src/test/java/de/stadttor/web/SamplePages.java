package de.stadttor.web;

import de.stadttor.access.Reason;
import de.stadttor.federation.Provider.Help;
import de.stadttor.route.DeviceRoute.End;
import de.stadttor.web.Page.AtProvider;
import de.stadttor.web.Page.Choice;
import de.stadttor.web.Page.Consent;
import de.stadttor.web.Page.ConsentClaim;
import de.stadttor.web.Page.DeviceCode;
import de.stadttor.web.Page.DeviceEnd;
import de.stadttor.web.Page.DeviceQuestion;
import de.stadttor.web.Page.Failure;
import de.stadttor.web.Page.FailureKind;
import de.stadttor.web.Page.FormPost;
import de.stadttor.web.Page.FrontChannelLogout;
import de.stadttor.web.Page.HomeRealm;
import de.stadttor.web.Page.LogoutQuestion;
import de.stadttor.web.Page.Problem;
import de.stadttor.web.Page.Refusal;
import de.stadttor.web.Page.SignedOut;
import de.stadttor.web.Page.StillSignedIn;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Every page at least once, in each of its states, by a name that goes into an address. */
final class SamplePages {

    /** Names as an attacker would choose them. */
    static final String EVIL = "\u202Egnp.exe <script>document.title='owned'</script>\"'>&\u0000\r\nSet-Cookie: a=b";

    private static final String EVIL_FLOW = "f1\"><script>document.title='owned'</script>";

    static final Help DRESDEN_HELP = new Help("Servicedesk", "servicedesk@dresden.example", "+49 351 0000000");

    private static final String BACK = "http://127.0.0.1:9/callback?error=access_denied";
    private static final String FLOW = "f1";
    private static final String REFERENCE = "A7K2-9QXM";
    private static final List<Choice> CITIES = List.of(
            new Choice("ebit-dresden", "eBit Dresden", List.of("Dresden"), true),
            new Choice("lecos-leipzig", "Lecos Leipzig", List.of("Leipzig"), true),
            new Choice("kid-magdeburg", "KID Magdeburg", List.of("Magdeburg"), true));

    private SamplePages() {}

    /** Leaves at once where scripts run. */
    static final Map<String, Page> LEAVING =
            Map.of("form-post", new FormPost("http://127.0.0.1:9/callback", Map.of("code", "c0de", "state", EVIL)));

    static Map<String, Page> all() {
        Map<String, Page> pages = new LinkedHashMap<>();
        pages.put("home", home(null, "Bauantrag digital", null, null));
        pages.put("home-remembered", home("lecos-leipzig", "Bauantrag digital", null, null));
        pages.put("home-bookmarked", home(null, null, null, null));
        pages.put("home-unknown", home(null, "Fördermittel", "anna@dresdem.example", Problem.EMAIL_UNKNOWN));
        pages.put("home-missing", home(null, "Fördermittel", "", Problem.EMAIL_MISSING));
        pages.put("home-many", manyChoices());
        pages.put("home-evil", evilHome());
        for (Reason reason : Reason.values()) {
            pages.put("refusal-" + reason.code(), refusal(reason));
        }
        pages.put("refusal-bare", new Refusal(Reason.NO_ROLE, "Bauantrag digital", REFERENCE, null, null, null, null));
        pages.put(
                "refusal-evil",
                new Refusal(
                        Reason.NOT_RELEASED,
                        EVIL,
                        REFERENCE,
                        new Help(EVIL, EVIL, EVIL),
                        EVIL,
                        "javascript:document.title='owned'",
                        EVIL_FLOW));
        for (FailureKind kind : FailureKind.values()) {
            pages.put("failure-" + kind.code(), failure(kind));
        }
        pages.put("failure-bare", new Failure(FailureKind.PROVIDER_AWAY, REFERENCE));
        pages.put("signed-out", new SignedOut("/login", AtProvider.SIGNED_OUT, "eBit Dresden"));
        pages.put("signed-out-kept", new SignedOut(null, AtProvider.SIGNED_IN, "eBit Dresden"));
        pages.put("signed-out-kept-unnamed", new SignedOut(null, AtProvider.SIGNED_IN, null));
        pages.put("signed-out-bare", new SignedOut(null, AtProvider.UNKNOWN, null));
        pages.put("still-signed-in", new StillSignedIn("Bauantrag digital", "http://127.0.0.1:9/"));
        pages.put("still-signed-in-bare", new StillSignedIn(null, null));
        pages.put("logout", new LogoutQuestion("Bauantrag digital", Map.of("csrf", "c1"), "/connect/logout"));
        pages.put("logout-bare", new LogoutQuestion(null, Map.of("csrf", "c1"), "/connect/logout"));
        pages.put("front-channel", frontChannel("http://127.0.0.1:9/next"));
        pages.put("front-channel-evil", frontChannel("javascript:document.title='owned'"));
        pages.put("consent", consent("Bauantrag digital", "Anna Richter"));
        pages.put("consent-evil", consent(EVIL, EVIL));
        pages.put("device", new DeviceCode(null, false));
        pages.put("device-filled-in", new DeviceCode("BCDF-GHJK", false));
        pages.put("device-unknown", new DeviceCode("BCDF-GHJX", true));
        pages.put("device-evil", new DeviceCode(EVIL, true));
        pages.put("device-question", deviceQuestion("Bauantrag digital", "BCDF-GHJK", FLOW));
        pages.put("device-question-evil", deviceQuestion(EVIL, EVIL, EVIL_FLOW));
        for (End end : End.values()) {
            pages.put("device-end-" + end.name().toLowerCase(Locale.ROOT), new DeviceEnd(end));
        }
        return pages;
    }

    private static DeviceQuestion deviceQuestion(String application, String code, String flow) {
        return new DeviceQuestion(application, code, Map.of("flow", flow), "/login/consent", flow);
    }

    static HomeRealm home(
            @Nullable String remembered,
            @Nullable String application,
            @Nullable String email,
            @Nullable Problem problem) {
        return new HomeRealm(CITIES, remembered, application, FLOW, BACK, email, problem);
    }

    private static HomeRealm manyChoices() {
        return new HomeRealm(
                List.of(
                        new Choice("ebit-dresden", "eBit Dresden", List.of("Dresden"), true),
                        new Choice(
                                "itk-umland",
                                "Informationstechnische Kommunalgemeinschaft Sächsisches Umland",
                                List.of("Annaberg-Buchholz", "Donaudampfschifffahrtsgesellschaftsstadt", "Zittau"),
                                false)),
                null,
                "Verwaltungsverfahrensbeschleunigungsantragsportal",
                FLOW,
                BACK,
                null,
                null);
    }

    private static HomeRealm evilHome() {
        return new HomeRealm(
                List.of(new Choice("evil\"><script>", EVIL, List.of(EVIL), false)),
                null,
                EVIL,
                EVIL_FLOW,
                "javascript:document.title='owned'",
                EVIL,
                Problem.EMAIL_UNKNOWN);
    }

    private static FrontChannelLogout frontChannel(String next) {
        return new FrontChannelLogout(List.of(), next);
    }

    private static Refusal refusal(Reason reason) {
        return new Refusal(reason, "Bauantrag digital", REFERENCE, DRESDEN_HELP, "eBit Dresden", BACK, FLOW);
    }

    private static Failure failure(FailureKind kind) {
        return new Failure(kind, REFERENCE, "eBit Dresden", DRESDEN_HELP, BACK, "/login?flow=f1", FLOW);
    }

    private static Consent consent(String application, String name) {
        return new Consent(
                application,
                "eBit Dresden",
                List.of(
                        new ConsentClaim("name", name),
                        new ConsentClaim("email", "anna.richter@dresden.example"),
                        new ConsentClaim("org_unit", "Bauaufsichtsamt"),
                        new ConsentClaim("zoneinfo", "Europe/Berlin"),
                        new ConsentClaim("roles", "bearbeiten, lesen")),
                Map.of("csrf", "c1", "request", "r1"),
                "/oauth2/consent",
                FLOW);
    }
}
