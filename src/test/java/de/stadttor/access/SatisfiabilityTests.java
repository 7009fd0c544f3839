package de.stadttor.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

class SatisfiabilityTests {

    private static Condition condition(String json) {
        return ConditionJson.fromJson(
                JsonMapper.shared().readValue(json.replace('\'', '"'), new TypeReference<Map<String, Object>>() {}));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'all': [{'group': '/A'}, {'not': {'group': '/A'}}]}",
                "{'all': [{'org-unit': '63'}, {'org-unit': '64'}]}",
                "{'all': [{'group': '/A/B'}, {'not': {'group-below': '/A'}}]}",
                "{'all': [{'not': {'group-below': '/A'}}, {'group-below': '/A/B/C'}]}",
                "{'all': [{'any': [{'group': '/A'}, {'role': 'r'}]}, {'not': {'group': '/A'}}, {'not': {'role': 'r'}}]}",
                "{'not': {'any': [{'role': 'r'}, {'not': {'role': 'r'}}]}}",
                "{'all': [{'cel': 'roles == []'}, {'not': {'cel': 'roles == []'}}]}"
            })
    void seesAContradiction(String json) {
        assertThat(Satisfiability.canHold(condition(json))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'group': '/A'}",
                "{'not': {'group': '/A'}}",
                "{'all': [{'group': '/A'}, {'group': '/B'}]}",
                "{'all': [{'group-below': '/A'}, {'not': {'group': '/A'}}]}",
                "{'all': [{'group': '/AB'}, {'not': {'group-below': '/A'}}]}",
                "{'any': [{'all': [{'group': '/A'}, {'not': {'group': '/A'}}]}, {'role': 'r'}]}",
                "{'all': [{'org-unit': '63'}, {'not': {'org-unit': '64'}}]}"
            })
    void letsStandWhatCanHold(String json) {
        assertThat(Satisfiability.canHold(condition(json))).isTrue();
    }

    @Test
    void aGroupThatNobodyCanHaveMakesARuleOfItImpossible() {
        Condition gone = condition("{'all': [{'role': 'r'}, {'group': '/gone'}]}");
        Condition without = condition("{'all': [{'role': 'r'}, {'not': {'group': '/gone'}}]}");

        assertThat(Satisfiability.canHold(gone, simple -> !(simple instanceof Condition.Group)))
                .isFalse();
        assertThat(Satisfiability.canHold(without, simple -> !(simple instanceof Condition.Group)))
                .isTrue();
    }

    @Test
    void whatWouldTakeForEverCountsAsPossible() {
        List<Condition> pairs = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            pairs.add(new Condition.Any(List.of(new Condition.Role("a" + i), new Condition.Role("b" + i))));
        }
        List<Condition> none = new ArrayList<>();
        for (String role : Set.of("a59", "b59")) {
            none.add(new Condition.Not(new Condition.Role(role)));
        }
        pairs.addAll(none);

        assertThat(Satisfiability.canHold(new Condition.All(pairs))).isTrue();
    }
}
