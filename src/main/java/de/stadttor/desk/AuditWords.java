package de.stadttor.desk;

import de.stadttor.audit.AuditEvent;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What to say of an event: part of the key of a message.
 *
 * @param code of {@link #CODES}
 * @param fact what the sentence needs besides names; empty for nothing
 */
record AuditWords(String code, String fact) {

    /** Each has a sentence; {@code other} is said of an event that nobody has found words for yet. */
    static final Set<String> CODES = Set.of(
            "sign_in",
            "sign_in_again",
            "logout",
            "session_another_person",
            "session_switched_off",
            "refusal",
            "account_enabled",
            "account_disabled",
            "provider",
            "directory_reload",
            "application",
            "registration_registered",
            "registration_changed",
            "registration_removed",
            "initial_access_created",
            "initial_access_deleted",
            "release",
            "request_asked",
            "request_changed",
            "request_withdrawn",
            "request_accepted",
            "request_declined",
            "rules",
            "proposal_drafted",
            "proposal_edited",
            "proposal_submitted",
            "proposal_approved",
            "proposal_refused",
            "proposal_withdrawn",
            "proposal_outdated",
            "proposal_voided",
            "proposal_activated",
            "configuration",
            "setting",
            "bootstrap",
            "glass_opened",
            "glass_ended",
            "retention",
            "restore",
            "key_announced",
            "key_in_use",
            "key_retired",
            "key_removed",
            "key_compromised",
            "key_encryption",
            "other");

    static AuditWords of(AuditEvent event) {
        Map<String, Object> details = event.details();
        String code = switch (event.kind()) {
            case "sign-in" -> Boolean.TRUE.equals(details.get("again")) ? "sign_in_again" : "sign_in";
            case "session-end" -> "session_" + fact(details, "cause").toLowerCase(Locale.ROOT);
            case "account" -> Boolean.TRUE.equals(details.get("enabled")) ? "account_enabled" : "account_disabled";
            case "break-glass" -> "glass_" + fact(details, "act");
            case "proposal" -> "proposal_" + fact(details, "step");
            case "release-request" -> "request_" + fact(details, "step");
            case "registration" -> "registration_" + fact(details, "step");
            case "signing-key" -> "key_" + fact(details, "step");
            case "initial-access" -> "initial_access_" + fact(details, "step");
            default -> event.kind().replace('-', '_');
        };
        return CODES.contains(code)
                ? new AuditWords(code, fact(details, factOf(event.kind())))
                : new AuditWords("other", event.kind());
    }

    private static @Nullable String factOf(String kind) {
        return switch (kind) {
            case "refusal" -> "reason";
            case "rules" -> "version";
            case "setting" -> "name";
            case "retention" -> "records";
            case "restore" -> "takenAt";
            case "break-glass" -> "why";
            case "signing-key" -> "algorithm";
            case "key-encryption" -> "values";
            default -> null;
        };
    }

    private static String fact(Map<String, Object> details, @Nullable String name) {
        Object fact = name == null ? null : details.get(name);
        return fact == null ? "" : fact.toString();
    }
}
