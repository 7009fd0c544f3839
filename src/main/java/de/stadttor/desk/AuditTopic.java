package de.stadttor.desk;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What somebody looks for in the audit: the kinds of events that people think of as one. */
enum AuditTopic {
    SIGN_INS("sign-in", "logout", "session-end"),
    REFUSALS("refusal"),
    RULES("rules", "proposal"),
    RELEASES("release", "release-request"),
    ACCOUNTS("account"),
    PROVIDERS("provider"),
    APPLICATIONS("application"),
    OPERATION("configuration", "setting", "bootstrap", "retention"),
    BREAK_GLASS("break-glass");

    private final List<String> kinds;

    AuditTopic(String... kinds) {
        this.kinds = List.of(kinds);
    }

    List<String> kinds() {
        return kinds;
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
