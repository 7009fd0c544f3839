package de.stadttor.issuing;

import java.util.List;
import java.util.Set;

/**
 * What a token request asks for, out of what was granted.
 *
 * @param scopes empty for all that were granted
 * @param resources RFC 8707, out of what the application may ask for; empty for all that were granted
 * @param proven which key was proven to be held
 */
record Wanted(Set<String> scopes, List<String> resources, HeldKeys.Proven proven) {

    Wanted {
        scopes = Set.copyOf(scopes);
        resources = List.copyOf(resources);
    }
}
