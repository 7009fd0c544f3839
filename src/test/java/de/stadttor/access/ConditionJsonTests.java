package de.stadttor.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.stadttor.platform.Json;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConditionJsonTests {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"group\":\"/A/B\"}",
                "{\"group-below\":\"/A\"}",
                "{\"role\":\"sb\"}",
                "{\"org-unit\":\"63.1\"}",
                "{\"any\":[{\"group\":\"a\"},{\"all\":[{\"role\":\"b\"},{\"not\":{\"org-unit\":\"c\"}}]}]}",
                "{\"cel\":\"'a' in groups\"}"
            })
    void everyFormComesBackAsItWas(String json) {
        Condition condition = Json.read(json, Condition.class);

        assertThat(Json.write(condition)).isEqualTo(json);
        assertThat(ConditionJson.fromJson(ConditionJson.toMap(condition))).isEqualTo(condition);
    }

    @Test
    void namesWhereAConditionIsWrong() {
        assertThatThrownBy(() -> ConditionJson.fromJson(Map.of(
                        "any", List.of(Map.of("group", "a"), Map.of("not", Map.of("role", 7))))))
                .isInstanceOfSatisfying(
                        MalformedCondition.class, e -> assertThat(e.path()).isEqualTo("/any/1/not/role"));
    }

    @Test
    void refusesTwoKeysNoKeyAndAnUnknownKey() {
        for (Map<String, Object> wrong : List.<Map<String, Object>>of(
                Map.of("group", "a", "role", "b"), Map.of(), Map.of("script", "rm"), Map.of("any", "a"))) {
            assertThatThrownBy(() -> ConditionJson.fromJson(wrong)).isInstanceOf(MalformedCondition.class);
        }
    }

    @Test
    void refusesDeepNestingWithoutFallingOver() {
        Map<String, Object> deep = Map.of("group", "a");
        for (int i = 0; i < 10_000; i++) {
            deep = new HashMap<>(Map.of("not", deep));
        }
        Map<String, Object> tooDeep = deep;
        assertThatThrownBy(() -> ConditionJson.fromJson(tooDeep)).hasMessageContaining("8 levels deep");
    }
}
