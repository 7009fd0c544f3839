package de.stadttor.configuration;

import de.stadttor.platform.Quoted;

/**
 * One thing that is wrong with a configuration, told so that its author finds and mends it.
 *
 * @param line from 1, in the text as it was given
 * @param column from 1
 * @param path JSON Pointer (RFC 6901) of the value, the empty string for the document itself
 * @param message what is wrong and what was expected; never holds a secret
 */
public record Problem(int line, int column, String path, String message) {

    public Problem {
        path = Quoted.visible(path);
    }

    @Override
    public String toString() {
        String where = path.isEmpty() ? "" : path + ": ";
        return "line " + line + ", column " + column + ", " + where + message;
    }
}
