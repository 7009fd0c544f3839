package de.stadttor.desk;

import de.stadttor.access.Restoration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a roll-back cannot bring back.
 *
 * @param role null where the application itself is gone
 */
record LeftOutWords(
        String ruleId, String application, @Nullable String role) {

    static List<LeftOutWords> of(List<String> sentences) {
        return sentences.stream()
                .flatMap(sentence -> Restoration.LeftOut.of(sentence).stream())
                .map(left -> new LeftOutWords(left.ruleId(), left.application(), left.role()))
                .toList();
    }
}
