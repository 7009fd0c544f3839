package de.stadttor.person;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Finds people who have signed in before, by parts of their name, user name or e-mail address. */
@Component
public class AccountSearch {

    private static final int LONGEST_QUERY = 100;
    private static final int MOST_WORDS = 8;
    private static final Map<String, String> SPELLINGS =
            Map.of("ä", "ae", "ö", "oe", "ü", "ue", "Ä", "ae", "Ö", "oe", "Ü", "ue", "ß", "ss");
    private static final String TOLD = "concat_ws(' ', claims -> 'profile' ->> 'name',"
            + " claims -> 'profile' ->> 'preferred_username', claims ->> 'email')";
    private static final String SEARCHED = "lower(" + respelt(TOLD) + ")";

    private final JdbcClient jdbc;

    AccountSearch(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Those of whom each word is told somewhere, by name. The caller has seen to it that whoever asks may know them.
     *
     * @param provider whose people; null for everybody's
     * @param query as typed; an empty one finds nobody
     */
    public List<StaffMember> find(@Nullable String provider, String query, int most) {
        List<String> words = words(query);
        if (words.isEmpty()) {
            return List.of();
        }
        Map<String, Object> parameters = new LinkedHashMap<>();
        IntStream.range(0, words.size()).forEach(i -> parameters.put("word" + i, words.get(i)));
        parameters.put("most", most);
        String all = parameters.keySet().stream()
                .filter(name -> name.startsWith("word"))
                .map(name -> "position(:" + name + " in " + SEARCHED + ") > 0")
                .collect(Collectors.joining(" and "));
        if (provider != null) {
            parameters.put("provider", provider);
        }
        return jdbc.sql("select upstream_subject, " + Accounts.COLUMNS + " from account where claims is not null and "
                        + (provider == null ? "" : "provider = :provider and ") + all
                        + " order by claims -> 'profile' ->> 'name', id limit :most")
                .params(parameters)
                .query((row, number) ->
                        new StaffMember(row.getString("upstream_subject"), Accounts.person(row, number)))
                .list();
    }

    /**
     * Somebody who has signed in before, and those whom the hub keeps out.
     *
     * @param subject the provider's own
     */
    public Optional<StaffMember> ofSubject(String provider, String subject) {
        return jdbc.sql("select upstream_subject, " + Accounts.COLUMNS + """
                 from account where provider = :provider and upstream_subject = :subject
                    and (claims is not null or not enabled)
                """)
                .param("provider", provider)
                .param("subject", subject)
                .query((row, number) ->
                        new StaffMember(row.getString("upstream_subject"), Accounts.person(row, number)))
                .optional();
    }

    private static List<String> words(String query) {
        String bounded = query.length() > LONGEST_QUERY ? query.substring(0, LONGEST_QUERY) : query;
        return Stream.of(bounded.replace("\0", "").strip().split("\\s+"))
                .filter(word -> !word.isEmpty())
                .limit(MOST_WORDS)
                .map(AccountSearch::folded)
                .toList();
    }

    private static String folded(String word) {
        String folded = word;
        for (Map.Entry<String, String> spelling : SPELLINGS.entrySet()) {
            folded = folded.replace(spelling.getKey(), spelling.getValue());
        }
        return folded.toLowerCase(Locale.ROOT);
    }

    private static String respelt(String expression) {
        String respelt = expression;
        for (Map.Entry<String, String> spelling : SPELLINGS.entrySet()) {
            respelt = "replace(" + respelt + ", '" + spelling.getKey() + "', '" + spelling.getValue() + "')";
        }
        return respelt;
    }
}
