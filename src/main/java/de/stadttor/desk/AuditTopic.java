package de.stadttor.desk;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What somebody looks for in the audit: the kinds of events that people think of as one. */
enum AuditTopic {
    SIGN_INS,
    REFUSALS,
    RULES,
    RELEASES,
    ACCOUNTS,
    PROVIDERS,
    APPLICATIONS,
    OPERATION,
    BREAK_GLASS;

    List<String> kinds() {
        return switch (this) {
            case SIGN_INS -> List.of("sign-in", "logout", "session-end");
            case REFUSALS -> List.of("refusal");
            case RULES -> List.of("rules", "proposal");
            case RELEASES -> List.of("release", "release-request");
            case ACCOUNTS -> List.of("account");
            case PROVIDERS -> List.of("provider", "directory-reload");
            case APPLICATIONS -> List.of("application", "registration", "initial-access");
            case OPERATION ->
                List.of(
                        "configuration",
                        "setting",
                        "bootstrap",
                        "retention",
                        "restore",
                        "signing-key",
                        "key-encryption");
            case BREAK_GLASS -> List.of("break-glass");
        };
    }

    /** As in the address of a page and in the keys of its messages. */
    String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Null for a text that is none. */
    static @Nullable AuditTopic of(String code) {
        return Stream.of(values())
                .filter(topic -> topic.code().equals(code))
                .findFirst()
                .orElse(null);
    }
}
