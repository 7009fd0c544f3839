package de.stadttor.audit;

import java.util.ArrayList;
import java.util.List;

/** What is wrong, a sentence each; a damage that is everywhere does not fill the memory. */
final class Findings {

    private static final int MOST = 200;

    private final List<String> sentences = new ArrayList<>();
    private long more;

    void add(String sentence) {
        if (sentences.size() < MOST) {
            sentences.add(sentence);
        } else {
            more++;
        }
    }

    List<String> all() {
        List<String> all = new ArrayList<>(sentences);
        if (more > 0) {
            all.add("There are " + more + " more.");
        }
        return List.copyOf(all);
    }
}
