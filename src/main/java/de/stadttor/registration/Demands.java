package de.stadttor.registration;

import de.stadttor.application.Protocol.Demand;
import java.util.Map;
import java.util.Set;

/** What the application wants of each request and token, and which defaults its requests have. */
final class Demands implements MetadataStep {

    /** Each with the name of its metadata. */
    static final Map<String, Demand> BY_MEMBER = Map.of(
            "require_pushed_authorization_requests", Demand.PUSHED_REQUESTS,
            "require_signed_request_object", Demand.SIGNED_REQUESTS,
            "dpop_bound_access_tokens", Demand.DPOP,
            "tls_client_certificate_bound_access_tokens", Demand.CERTIFICATE,
            "backchannel_logout_session_required", Demand.BACKCHANNEL_LOGOUT_SESSION,
            "frontchannel_logout_session_required", Demand.FRONTCHANNEL_LOGOUT_SESSION);

    private static final int LONGEST_AGE = 999_999_999;
    private static final Set<String> LEVELS = Set.of("low", "substantial", "high");

    @Override
    public void read(Fields asked, Metadata registered) {
        if (asked.has("software_statement")) {
            throw new InvalidClientMetadata(
                    "unapproved_software_statement",
                    "software_statement",
                    "the hub trusts no issuer of software statements, expected the metadata itself");
        }
        BY_MEMBER.keySet().forEach(member -> registered.put(member, asked.flag(member)));
        if (registered.flag("dpop_bound_access_tokens")
                && registered.flag("tls_client_certificate_bound_access_tokens")) {
            throw new InvalidClientMetadata(
                    "dpop_bound_access_tokens",
                    "a token is bound in one way, expected this or tls_client_certificate_bound_access_tokens");
        }
        registered.put("default_max_age", asked.number("default_max_age", LONGEST_AGE));
        registered.put("require_auth_time", asked.flag("require_auth_time"));
        registered.put("default_acr_values", asked.choices("default_acr_values", LEVELS));
        registered.put("authorization_details_types", asked.texts("authorization_details_types"));
    }
}
