package de.stadttor.backup;

import java.util.List;

/** Which tables a backup holds. Each of the hub's stands here once. */
final class TablesOfTheHub {

    /** None refers to one behind it. */
    static final List<String> KEPT = List.of(
            "setting",
            "provider",
            "email_domain",
            "municipality",
            "application",
            "client_registration",
            "release",
            "release_request",
            "rule_set",
            "rule_set_version",
            "rule",
            "proposal",
            "proposal_step",
            "groups_seen",
            "account",
            "application_owner",
            "decision",
            "day_count",
            "signing_key",
            "audit_seal",
            "audit_event",
            "audit_erasure",
            "audit_inbox");

    /** Whoever had it may have ended or used it since the backup: it would count again. */
    static final List<String> PASSING = List.of(
            "hub_session",
            "grants",
            "token",
            "revoked_token",
            "pushed_request",
            "device_code",
            "device_guess",
            "used_jti",
            "logout_message",
            "break_glass",
            "initial_access_token");

    private TablesOfTheHub() {}
}
