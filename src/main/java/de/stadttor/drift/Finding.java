package de.stadttor.drift;

import java.time.LocalDate;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Something that does not fit together, or will not for long. Which parts it has depends on its kind; the others are
 * null. Nothing in it is about a person.
 *
 * @param rule id of the rule that it is about
 * @param application id of the application that it is about
 * @param group name of a group, as rules and sign-ins name it; of a renamed one the old name
 * @param groupId the directory's own id of that group
 * @param newName what a renamed group is called now
 * @param count how many: members of a group, rules that name a renamed one, people, failed calls
 * @param of of how many calls; of a renamed group, the expressions that quote its old name
 * @param until the last day of what ends
 * @param detail of a rule that fails, why; of a directory that is away, the kind of the problem; of a provider that is
 *     slow, the median in milliseconds; of a renamed group {@code taken} where another one bears the old name now
 */
public record Finding(
        Kind kind,
        @Nullable String rule,
        @Nullable String application,
        @Nullable String group,
        @Nullable String groupId,
        @Nullable String newName,
        @Nullable Integer count,
        @Nullable Integer of,
        @Nullable LocalDate until,
        @Nullable String detail) {

    /** What is the matter; the most pressing first. */
    public enum Kind {
        /** The provider's token endpoint refuses the hub's client: its secret is wrong or has run out. */
        SECRET_REFUSED,
        /** The provider does not answer, or says that it is in trouble. */
        PROVIDER_FAILING,
        /** The provider answers slowly. */
        PROVIDER_SLOW,
        /** The directory cannot be read. */
        DIRECTORY_AWAY,
        /** A certificate of the provider ends within thirty days, or has ended. */
        CERTIFICATE_ENDING,
        /** A release has ended. */
        RELEASE_OVER,
        /** A release ends within thirty days. */
        RELEASE_ENDING,
        /** A group that rules name has another name now. */
        GROUP_RENAMED,
        /** A rule asks for a group that the directory does not have. */
        RULE_UNKNOWN_GROUP,
        /** A rule could not be evaluated for somebody. */
        RULE_FAILS,
        /** A rule is in force and matches nobody. */
        RULE_MATCHES_NOBODY,
        /** The provider told only a part of somebody's groups. */
        GROUPS_CUT_OFF,
        /** A group has members, and no rule asks for it. */
        GROUP_UNUSED;

        /** As it stands in answers of the API, in metrics and in the keys of messages. */
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static Finding of(Kind kind) {
        return new Finding(kind, null, null, null, null, null, null, null, null, null);
    }

    static Finding ofDetail(Kind kind, String detail) {
        return new Finding(kind, null, null, null, null, null, null, null, null, detail);
    }

    static Finding ofRule(Kind kind, String rule, String application, @Nullable String group, @Nullable String detail) {
        return new Finding(kind, rule, application, group, null, null, null, null, null, detail);
    }

    static Finding unused(String group, String groupId, int members) {
        return new Finding(Kind.GROUP_UNUSED, null, null, group, groupId, null, members, null, null, null);
    }

    static Finding renamed(Renamed renamed, int rules, int expressions) {
        return new Finding(
                Kind.GROUP_RENAMED,
                null,
                null,
                renamed.oldName(),
                renamed.groupId(),
                renamed.newName(),
                rules,
                expressions,
                null,
                renamed.taken() ? "taken" : null);
    }

    static Finding ofCount(Kind kind, int count, @Nullable Integer of, @Nullable String detail) {
        return new Finding(kind, null, null, null, null, null, count, of, null, detail);
    }

    static Finding ending(Kind kind, @Nullable String application, LocalDate until) {
        return new Finding(kind, null, application, null, null, null, null, null, until, null);
    }
}
