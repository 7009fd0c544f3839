package de.stadttor.directory;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** Finds entries as one types: every word of the query somewhere in an entry, first those that it begins a word of. */
final class SearchIndex<T> {

    private static final int LONGEST_QUERY = 100;
    private static final int MOST_WORDS = 8;

    private final List<T> entries;
    private final String[] transcribed;
    private final String[] plain;

    private record Word(String transcribed, String plain) {

        boolean twoSpellings() {
            return !transcribed.equals(plain);
        }
    }

    private enum Match {
        NONE,
        INSIDE,
        WORD_START
    }

    /**
     * @param entries in the order in which they are to be found
     * @param text what an entry is found by
     */
    SearchIndex(List<T> entries, Function<T, String> text) {
        this.entries = entries;
        this.transcribed = new String[entries.size()];
        this.plain = new String[entries.size()];
        for (int i = 0; i < transcribed.length; i++) {
            String searched = text.apply(entries.get(i));
            String one = Folding.transcribed(searched);
            String other = Folding.plain(searched);
            transcribed[i] = one;
            // most are the same: one string for both
            plain[i] = other.equals(one) ? one : other;
        }
    }

    /** An empty query finds everything. */
    Found<T> find(String query, int most) {
        List<Word> words = words(query);
        List<T> first = new ArrayList<>();
        List<T> second = new ArrayList<>();
        for (int i = 0; i < transcribed.length && first.size() <= most; i++) {
            Match match = match(i, words);
            if (match == Match.WORD_START) {
                first.add(entries.get(i));
            } else if (match == Match.INSIDE && second.size() <= most) {
                second.add(entries.get(i));
            }
        }
        first.addAll(second);
        return new Found<>(first.stream().limit(most).toList(), first.size() > most);
    }

    private static List<Word> words(String query) {
        String bounded = query.length() > LONGEST_QUERY ? query.substring(0, LONGEST_QUERY) : query;
        return Stream.of(bounded.strip().split("\\s+"))
                .filter(word -> !word.isEmpty())
                .limit(MOST_WORDS)
                .map(word -> new Word(Folding.transcribed(word), Folding.plain(word)))
                .toList();
    }

    @SuppressWarnings({"ReferenceEquality", "StringEquality"}) // one string for both spellings, see the constructor
    private Match match(int entry, List<Word> words) {
        Match worst = Match.WORD_START;
        for (Word word : words) {
            Match here = match(transcribed[entry], word.transcribed());
            if (here != Match.WORD_START && (word.twoSpellings() || plain[entry] != transcribed[entry])) {
                Match there = match(plain[entry], word.plain());
                here = here.compareTo(there) >= 0 ? here : there;
            }
            if (here == Match.NONE) {
                return Match.NONE;
            }
            worst = here.compareTo(worst) < 0 ? here : worst;
        }
        return worst;
    }

    private static Match match(String text, String word) {
        int at = text.indexOf(word);
        if (at < 0) {
            return Match.NONE;
        }
        while (at >= 0) {
            if (at == 0 || !Character.isLetterOrDigit(text.charAt(at - 1))) {
                return Match.WORD_START;
            }
            at = text.indexOf(word, at + 1);
        }
        return Match.INSIDE;
    }
}
