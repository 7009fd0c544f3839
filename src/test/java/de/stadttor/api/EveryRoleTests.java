package de.stadttor.api;

import static org.assertj.core.api.Assertions.assertThat;

import de.stadttor.testing.Desk;
import de.stadttor.testing.Employee;
import de.stadttor.testing.HubUnderTest;
import de.stadttor.testing.TestClient.Answer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * Every call of the API as every role, across providers: a provider's own things are open to its admins, shown to its
 * auditors, and not there for anybody else but operators.
 */
class EveryRoleTests {

    private static final HubUnderTest HUB = HubUnderTest.shared();
    private static final Desk DESK = new Desk(HUB);
    private static final List<String> COLUMNS =
            List.of("otto.betrieb", "dirk.admin", "heiko.admin", "paul.revision", "bernd.vogel");
    private static final Pattern CELL = Pattern.compile("\\|");
    private static final Map<String, String> TOKENS = new HashMap<>();
    private static final Map<String, String> THINGS = new HashMap<>();

    /** DD and MD stand for Dresden and Magdeburg; dd- and md-draft for a draft of each, dd- and md-refusal for a decision. */
    private static final String TABLE = """
            # call                                              | body   | otto | dirk | heiko | paul | bernd
            GET /configuration                                  |        | 200  | 403  | 403   | 403  | 403
            PUT /configuration?dry-run=true                     | yaml   | 200  | 403  | 403   | 403  | 403
            GET /configuration/schema                           |        | 200  | 200  | 200   | 200  | 200
            GET /openapi.json                                   |        | 200  | 200  | 200   | 200  | 200
            GET /providers                                      |        | 200  | 200  | 200   | 200  | 200
            GET /providers/DD/groups                            |        | 200  | 200  | 404   | 404  | 403
            GET /providers/MD/groups                            |        | 200  | 404  | 200   | 200  | 403
            GET /providers/DD/roles                             |        | 200  | 200  | 404   | 404  | 403
            GET /providers/MD/roles                             |        | 200  | 404  | 200   | 200  | 403
            GET /providers/DD/people?search=a                   |        | 200  | 200  | 404   | 404  | 403
            GET /providers/MD/people?search=a                   |        | 200  | 404  | 200   | 200  | 403
            GET /providers/DD%2f..%2fMD/people                  |        | 400  | 400  | 400   | 400  | 400
            GET /providers/nowhere/people                       |        | 404  | 404  | 404   | 404  | 403
            POST /providers/nowhere/directory/reload            |        | 404  | 404  | 404   | 404  | 403
            GET /providers/DD/drift                             |        | 200  | 200  | 404   | 404  | 403
            GET /providers/MD/drift                             |        | 200  | 404  | 200   | 200  | 403
            POST /providers/DD/drift/mends                      | why    | 400  | 400  | 404   | 403  | 403
            POST /providers/MD/drift/mends                      | why    | 400  | 404  | 400   | 403  | 403
            POST /providers/DD/rules/matches                    | when   | 200  | 200  | 404   | 403  | 403
            POST /providers/MD/rules/matches                    | when   | 200  | 404  | 200   | 403  | 403
            GET /decisions?provider=ebit-dresden&subject=x      |        | 404  | 404  | 404   | 404  | 403
            POST /decisions/what-if                             | dd-if  | 404  | 404  | 404   | 404  | 403
            GET /applications                                   |        | 200  | 200  | 200   | 200  | 200
            GET /applications/bauantrag                         |        | 200  | 200  | 200   | 200  | 200
            GET /applications/foerdermittel                     |        | 200  | 200  | 200   | 200  | 404
            GET /applications/nothing                           |        | 404  | 404  | 404   | 404  | 404
            GET /release-requests?provider=kid-magdeburg        |        | 200  | 200  | 200   | 200  | 200
            GET /release-requests?application=bauantrag         |        | 200  | 200  | 200   | 200  | 200
            GET /release-requests?application=foerdermittel     |        | 200  | 200  | 200   | 200  | 200
            POST /release-requests                              | asked  | 403  | 403  | 403   | 403  | 200
            POST /release-requests                              | other  | 403  | 403  | 403   | 403  | 404
            POST /release-requests/md-asked/accept              | empty  | -    | 404  | -     | 403  | 403
            POST /release-requests/md-asked/decline             | why    | -    | 404  | -     | 403  | 403
            POST /release-requests/md-asked/withdraw            |        | 403  | 404  | 403   | 403  | -
            GET /providers/DD/statistics                        |        | 200  | 200  | 404   | 404  | 403
            GET /providers/MD/statistics?days=14                |        | 200  | 404  | 200   | 200  | 403
            GET /providers/DD/role-ways                         |        | 200  | 200  | 404   | 404  | 403
            GET /providers/MD/role-ways                         |        | 200  | 404  | 200   | 200  | 403
            GET /providers/DD/releases                          |        | 200  | 200  | 404   | 404  | 403
            GET /providers/MD/releases                          |        | 200  | 404  | 200   | 200  | 403
            GET /providers/DD/releases/bauantrag                |        | 200  | 200  | 404   | 404  | 403
            GET /providers/MD/releases/bauantrag                |        | 200  | 404  | 200   | 200  | 403
            GET /providers/DD/releases/nothing                  |        | 404  | 404  | 404   | 404  | 403
            PUT /providers/DD/releases/bauantrag                | claims | 200  | 200  | 404   | 404  | 403
            PUT /providers/MD/releases/bauantrag                | claims | 200  | 404  | 200   | 403  | 403
            PUT /providers/DD/releases/stadttor-cli             | claims | 404  | 404  | 404   | 404  | 403
            PUT /providers/nowhere/releases/bauantrag           | claims | 404  | 404  | 404   | 404  | 403
            DELETE /providers/DD/releases/foerdermittel         |        | 204  | 204  | 404   | 404  | 403
            DELETE /providers/MD/releases/foerdermittel         |        | 204  | 404  | 204   | 403  | 403
            DELETE /providers/MD/releases/stadttor              |        |      | 404  | 403   | 403  | 403
            GET /providers/DD/rules                             |        | 200  | 200  | 404   | 404  | 403
            GET /providers/MD/rules                             |        | 200  | 404  | 200   | 200  | 403
            GET /providers/DD/rules/versions                    |        | 200  | 200  | 404   | 404  | 403
            GET /providers/MD/rules/versions                    |        | 200  | 404  | 200   | 200  | 403
            GET /providers/DD/rules/versions/1                  |        | 200  | 200  | 404   | 404  | 403
            GET /providers/MD/rules/versions/1                  |        | 200  | 404  | 200   | 200  | 403
            POST /providers/DD/rules/versions/1/roll-back       | why    | -    | -    | 404   | 403  | 403
            POST /providers/MD/rules/versions/1/roll-back       | why    | -    | 404  | -     | 403  | 403
            GET /initial-access-tokens                          |        | 200  | 200  | 200   | 403  | 200
            POST /initial-access-tokens                         | empty  | 201  | 201  | 201   | 403  | 201
            POST /initial-access-tokens                         | dd-dcr | 201  | 201  | 403   | 403  | 403
            POST /initial-access-tokens                         | md-dcr | 201  | 403  | 201   | 403  | 403
            DELETE /initial-access-tokens/nothing               |        | 404  | 404  | 404   | 404  | 404
            DELETE /initial-access-tokens/00000000-0000-0000-0000-000000000000 | | 404 | 404 | 404 | 403 | 404
            GET /registrations                                  |        | 200  | 200  | 200   | 200  | 200
            DELETE /registrations/bauantrag                     |        | 404  | 404  | 404   | 404  | 404
            GET /keys                                           |        | 200  | 403  | 403   | 403  | 403
            POST /keys/rotations                                | keys   | 400  | 403  | 403   | 403  | 403
            GET /decisions/dd-refusal                           |        | 200  | 200  | 404   | 404  | 404
            GET /decisions/md-refusal                           |        | 200  | 404  | 200   | 200  | 404
            GET /decisions/0000-0000                            |        | 404  | 404  | 404   | 404  | 404
            GET /audit-events                                   |        | 200  | 200  | 200   | 200  | 403
            GET /audit-events?provider=kid-magdeburg            |        | 200  | 200  | 200   | 200  | 403
            GET /audit-events/head                              |        | 200  | 200  | 200   | 200  | 403
            POST /simulations                                   | dd-sim | 200  | 200  | 404   | 403  | 403
            POST /simulations                                   | md-sim | 200  | 404  | 200   | 403  | 403
            GET /proposals                                      |        | 200  | 200  | 200   | 200  | 403
            GET /proposals?provider=kid-magdeburg               |        | 200  | 404  | 200   | 200  | 403
            POST /proposals                                     | dd-set | 201  | 201  | 404   | 403  | 403
            POST /proposals                                     | md-set | 201  | 404  | 201   | 403  | 403
            GET /proposals/dd-draft                             |        | 200  | 200  | 404   | 404  | 403
            GET /proposals/md-draft                             |        | 200  | 404  | 200   | 200  | 403
            PUT /proposals/dd-draft                             | edits  | 403  | 200  | 404   | 403  | 403
            PUT /proposals/md-draft                             | edits  | 403  | 404  | 200   | 403  | 403
            POST /proposals/dd-draft/edits                      | edits  | 403  | 200  | 404   | 403  | 403
            POST /proposals/md-draft/edits                      | edits  | 403  | 404  | 200   | 403  | 403
            POST /proposals/md-draft/submit                     | seen   | 403  | 404  | 409   | 403  | 403
            POST /proposals/md-draft/approve                    | seen   | 409  | 404  | 409   | 403  | 403
            POST /proposals/md-draft/activate                   | seen   | 403  | 404  | 409   | 403  | 403
            POST /proposals/md-draft/refuse                     | why    | 403  | 404  | 403   | 403  | 403
            POST /proposals/dd-draft/withdraw                   |        | 403  | -    | 404   | 404  | 403
            POST /proposals/md-draft/withdraw                   |        | 403  | 404  | -     | 403  | 403
            """;

    private static final Map<String, String> BODIES = new HashMap<>(Map.of(
            "dd-sim", "{\"provider\": \"ebit-dresden\", \"set\": [" + set("dd-y") + "]}",
            "md-sim", "{\"provider\": \"kid-magdeburg\", \"set\": [" + set("md-y") + "]}",
            "yaml", "{\"version\": 1}",
            "claims", "{\"claims\": [\"name\"], \"legal-basis\": \"§ 5 EGovG\"}",
            "why", "{\"why\": \"Versuch\"}",
            "seen", "{\"seen\": \"nothing\"}",
            "edits", "{\"set\": [" + set("dd-x") + "], \"why\": \"Versuch\"}",
            "dd-set", "{\"provider\": \"ebit-dresden\", \"set\": [" + set("dd-y") + "], \"why\": \"Versuch\"}",
            "md-set", "{\"provider\": \"kid-magdeburg\", \"set\": [" + set("md-y") + "], \"why\": \"Versuch\"}"));

    static {
        BODIES.put("empty", "{}");
        BODIES.put("keys", "{\"manner\": \"some day\", \"why\": \"Versuch\"}");
        BODIES.put("when", "{\"when\": {\"group\": \"/IT\"}}");
        BODIES.put("dd-if", "{\"provider\": \"ebit-dresden\", \"subject\": \"x\", \"application\": \"bauantrag\"}");
        BODIES.put("dd-dcr", "{\"releases\": [{\"provider\": \"ebit-dresden\", \"claims\": [\"name\"]}]}");
        BODIES.put("md-dcr", "{\"releases\": [{\"provider\": \"kid-magdeburg\", \"claims\": [\"name\"]}]}");
        BODIES.put("asked", asked("bauantrag"));
        BODIES.put("other", asked("foerdermittel"));
    }

    private static String asked(String application) {
        return "{\"application\": \"" + application + "\", \"providers\": [\"kid-magdeburg\"],"
                + " \"claims\": [\"profile\"], \"purpose\": \"Bescheide\", \"legalBasis\": \"§ 3 EGovG\"}";
    }

    private static String set(String id) {
        return "{\"id\": \"" + id + "\", \"application\": \"bauantrag\", \"when\": {\"group\": \"/Neu\"},"
                + " \"grant\": [\"lesen\"]}";
    }

    /**
     * One line of the table.
     *
     * @param expected by column; null where that is not tried
     */
    record Call(String method, String path, String body, List<String> expected) {

        static Call of(String line) {
            List<String> cells =
                    CELL.splitAsStream(line + "| ").map(String::strip).toList();
            String call = cells.getFirst();
            int space = call.indexOf(' ');
            return new Call(
                    call.substring(0, space),
                    call.substring(space + 1),
                    cells.get(1),
                    cells.subList(2, 2 + COLUMNS.size()));
        }

        @Override
        public String toString() {
            return method + " " + path + " " + body;
        }
    }

    static List<Call> calls() {
        return TABLE.lines().filter(line -> !line.startsWith("#")).map(Call::of).toList();
    }

    @BeforeAll
    static void makeThings() {
        HUB.putBack();
        COLUMNS.forEach(user -> TOKENS.put(user, DESK.token(user)));
        THINGS.put(
                "dd-draft",
                DESK.draft("dirk.admin", "ebit-dresden", List.of(Desk.rule("dd-draft", "bauantrag", "/Neu", "lesen"))));
        THINGS.put(
                "md-draft",
                DESK.draft(
                        "heiko.admin",
                        "kid-magdeburg",
                        List.of(Desk.rule("md-draft", "bauantrag", "/Neu", "genehmigen"))));
        THINGS.put(
                "md-asked",
                Pattern.compile("\"id\" *: *\"([^\"]+)\"")
                        .matcher(DESK.send(TOKENS.get("bernd.vogel"), "POST", "/release-requests", asked("bauantrag"))
                                .body())
                        .results()
                        .map(found -> found.group(1))
                        .findFirst()
                        .orElseThrow());
        THINGS.put("dd-refusal", refusal(Employee.anna(HUB)));
        THINGS.put("md-refusal", refusal(Employee.eva(HUB)));
    }

    private static String refusal(Employee person) {
        return person.opens("stadttor").attribute("data-reference").orElseThrow();
    }

    @AfterAll
    static void takeBackWhatWasAskedFor() {
        HUB.bean(JdbcClient.class).sql("delete from release_request").update();
        HUB.bean(JdbcClient.class).sql("delete from initial_access_token").update();
    }

    @AfterEach
    void putBack() {
        HUB.putBack();
    }

    @ParameterizedTest
    @MethodSource("calls")
    void isOpenToThoseWhomItConcerns(Call call) {
        String path = call.path().replace("/DD", "/ebit-dresden").replace("/MD", "/kid-magdeburg");
        for (Map.Entry<String, String> thing : THINGS.entrySet()) {
            path = path.replace("/" + thing.getKey(), "/" + thing.getValue());
        }
        List<String> found = new ArrayList<>();
        for (int i = 0; i < COLUMNS.size(); i++) {
            String expected = call.expected().get(i);
            found.add(expected.isEmpty() || expected.equals("-") ? expected : status(COLUMNS.get(i), call, path));
        }
        assertThat(found).as(call.toString()).isEqualTo(call.expected());
    }

    private static String status(String user, Call call, String path) {
        Answer answer = DESK.send(
                String.valueOf(TOKENS.get(user)),
                call.method(),
                path,
                BODIES.getOrDefault(call.body(), ""),
                call.body().equals("edits") ? "*" : null);
        return String.valueOf(answer.status());
    }

    @ParameterizedTest
    @MethodSource("calls")
    void nobodyGetsInWithoutAToken(Call call) {
        boolean open = call.path().equals("/openapi.json") || call.path().equals("/configuration/schema");
        String path = call.path().replace("/DD", "/ebit-dresden").replace("/MD", "/kid-magdeburg");

        Answer answer = DESK.send("nothing", call.method(), path, BODIES.getOrDefault(call.body(), ""));

        assertThat(answer.status()).isIn(open ? List.of(200, 401) : List.of(400, 401));
    }

    /** Whoever adds a call adds it to the table. */
    @Test
    void theTableNamesEveryCall() {
        TreeSet<String> missing = new TreeSet<>();
        HUB.bean(RequestMappingHandlerMapping.class).getHandlerMethods().forEach((mapping, handler) -> {
            if (handler.getBeanType().getPackageName().equals("de.stadttor.api")) {
                for (String pattern : mapping.getPatternValues()) {
                    mapping.getMethodsCondition().getMethods().stream()
                            .map(method -> method + " " + pattern.substring("/api/v1".length()))
                            .filter(call -> calls().stream().noneMatch(row -> isThat(row, call)))
                            .forEach(missing::add);
                }
            }
        });
        assertThat(missing).isEmpty();
    }

    private static boolean isThat(Call row, String call) {
        String address = Pattern.compile("\\{[^}]+}")
                .splitAsStream(call + "\0")
                .map(Pattern::quote)
                .reduce((a, b) -> a + "[^/?]+" + b)
                .orElseThrow()
                .replace("\0", "");
        return (row.method() + " " + row.path()).matches(address + "(\\?.*)?");
    }
}
