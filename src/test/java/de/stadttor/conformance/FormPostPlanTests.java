package de.stadttor.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import de.stadttor.testing.TestClient;
import de.stadttor.testing.Visitor.Stop;
import java.util.Map;

/** The plan "Form Post": every module of "Basic" with {@code response_mode=form_post}, errors included. */
class FormPostPlanTests extends BasicPlanTests {

    @Override
    String responseMode() {
        return "form_post";
    }

    @Override
    Map<String, String> answer(Stop stop) {
        assertThat(stop.status()).as(stop.body()).isEqualTo(200);
        assertThat(stop.attribute("action")).contains(TestClient.CALLBACK);
        return stop.posted();
    }
}
