package de.stadttor.directory;

import java.time.Instant;
import java.util.Locale;

/**
 * Why a directory could not be read.
 *
 * @param sentence for an administrator, in English; holds neither a secret nor anything about a person
 * @param at when it was noticed
 */
public record DirectoryProblem(Kind kind, String sentence, Instant at) {

    /** What is wrong, for messages and for programs. */
    public enum Kind {
        /** Nobody answers there, or with an error of the server. */
        UNREACHABLE,
        /** It answers too slowly. */
        TIMED_OUT,
        /** Its address is not one that the hub may call. */
        TARGET_NOT_ALLOWED,
        /** The hub's client is refused: a wrong or expired secret, a client that is switched off. */
        CLIENT_REFUSED,
        /** The hub's client may not read a part of it. */
        NOT_ALLOWED,
        /** It changed while it was being read, again and again. */
        CHANGED_MEANWHILE,
        /** It tells fewer entries than it says that it has. */
        INCOMPLETE,
        /** It has more than the hub reads. */
        TOO_LARGE,
        /** What it answers is not what a Keycloak answers. */
        NONSENSE;

        /** As it stands in answers of the API. */
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
