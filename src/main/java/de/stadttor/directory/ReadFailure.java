package de.stadttor.directory;

import de.stadttor.directory.DirectoryProblem.Kind;
import org.jspecify.annotations.Nullable;

/** A read that brought nothing; the message is the sentence of the {@link DirectoryProblem}. */
final class ReadFailure extends RuntimeException {

    private final Kind kind;

    ReadFailure(Kind kind, String sentence, @Nullable Throwable cause) {
        super(sentence, cause);
        this.kind = kind;
    }

    ReadFailure(Kind kind, String sentence) {
        this(kind, sentence, null);
    }

    Kind kind() {
        return kind;
    }

    String sentence() {
        return String.valueOf(getMessage());
    }
}
