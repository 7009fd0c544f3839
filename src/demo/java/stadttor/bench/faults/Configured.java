package stadttor.bench.faults;

import stadttor.bench.operations.Upstream;

/** What the hub is told: one provider, one application, and for each person a role that nobody else has. */
public final class Configured {

    public static final String PROVIDER = "upstream";
    public static final String APPLICATION = "antrag";
    public static final String SECRET = "known-secret-of-the-application-on-loopback";
    public static final String CALLBACK = "http://127.0.0.1:9100/callback";
    public static final String SCOPE = "openid profile email organization roles";

    /** The rule that is changed over and over. */
    static final String MARKED = "marked";

    private final String upstream;
    private final int people;

    public Configured(String upstream, int people) {
        this.upstream = upstream;
        this.people = people;
    }

    int people() {
        return people;
    }

    static String roleOf(int person) {
        return "rolle-" + person;
    }

    static String mark(int change) {
        return "change " + change;
    }

    public String document() {
        StringBuilder roles = new StringBuilder();
        for (int person = 0; person < people; person++) {
            roles.append("      - {id: %s, name: {de: Rolle %d, en: Role %d}, sensitive: false}%n"
                    .formatted(roleOf(person), person, person));
        }
        return """
                version: 1
                providers:
                  - id: %s
                    name: Upstream
                    issuer: %s
                    client-id: %s
                    client-secret: %s
                    email-domains: [bench.example]
                    enabled: true
                    municipalities: [{ags: "14612000", name: Dresden}]
                    logout: hub
                    claims: {groups: groups, roles: realm_roles, org-unit: department, ags: ags}
                    assurance: {low: low, substantial: substantial}
                applications:
                  - id: %s
                    name: {de: Antrag, en: Applications}
                    application-type: web
                    redirect-uris: [%s]
                    client-authentication: [client_secret_basic]
                    client-secret: %s
                    grants: [authorization_code, refresh_token, client_credentials]
                    scopes: [openid, profile, email, organization, roles]
                    id-token-alg: ES256
                    service-roles: [%s]
                    roles:
                %s    access: {states: [DE-SN, DE-ST], assurance: low}
                releases:
                  - {provider: %s, application: %s, claims: [name, email, org_unit]}
                """.formatted(
                                PROVIDER,
                                upstream,
                                Upstream.CLIENT_ID,
                                Upstream.CLIENT_SECRET,
                                APPLICATION,
                                CALLBACK,
                                SECRET,
                                roleOf(0),
                                roles,
                                PROVIDER,
                                APPLICATION)
                + rules(0).substring("version: 1\n".length());
    }

    /** A document with the rules alone, as they are after that change. */
    String rules(int change) {
        StringBuilder rules = new StringBuilder("version: 1\nrules:\n");
        for (int person = 0; person < people; person++) {
            rules.append("  - {id: person-%d, provider: %s, application: %s, when: {group: %s}, grant: [%s]}%n"
                    .formatted(person, PROVIDER, APPLICATION, Upstream.groupOf(person), roleOf(person)));
        }
        return rules.append(
                        "  - {id: %s, provider: %s, application: %s, when: {group: /Niemand}, grant: [%s], why: %s}%n"
                                .formatted(MARKED, PROVIDER, APPLICATION, roleOf(0), mark(change)))
                .toString();
    }
}
