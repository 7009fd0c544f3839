package de.stadttor.route;

import static org.assertj.core.api.Assertions.assertThat;

import de.stadttor.testing.Employee;
import de.stadttor.testing.HubUnderTest;
import de.stadttor.testing.Visitor.Stop;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Several tabs and the back button at the real Keycloak's password page. */
class PasswordPageTabsTests {

    private final HubUnderTest hub = HubUnderTest.shared();
    private final Employee anna = Employee.anna(hub);

    private Stop passwordPage(int tab) {
        Stop page = anna.asks("bauantrag", Map.of("idp_hint", "ebit-dresden", "state", "tab-" + tab));
        assertThat(page.asksForPassword()).as(page.uri() + " " + page.status()).isTrue();
        return page;
    }

    private static void saysWhatToDo(Stop page, String failure) {
        assertThat(page.status()).as(page.uri().toString()).isEqualTo(400);
        assertThat(page.attribute("data-failure")).contains(failure);
    }

    @Test
    void threeTabsThatWaitForThePasswordAreFinishedOneAfterTheOther() {
        List<Stop> tabs =
                IntStream.rangeClosed(1, 3).mapToObj(this::passwordPage).toList();

        List<Stop> ends = tabs.stream().map(anna::typesPassword).toList();

        for (int tab = 1; tab <= 3; tab++) {
            assertThat(ends.get(tab - 1).code())
                    .as(ends.get(tab - 1).uri().toString())
                    .isPresent();
            assertThat(ends.get(tab - 1).parameter("state")).contains("tab-" + tab);
        }
    }

    @Test
    void passwordThatIsSentAgainByTheBackButtonEndsAtAPageThatSaysWhatToDo() {
        Stop page = passwordPage(1);
        assertThat(anna.typesPassword(page).code()).isPresent();

        Stop again = anna.typesPassword(page);

        saysWhatToDo(again, "already_signed_in");
        assertThat(anna.hasSession()).isTrue();
    }

    @Test
    void bookmarkedPasswordPageSignsInAtTheProviderAndTheHubSaysWhatToDo() {
        Stop page = passwordPage(1);
        Employee tomorrow = Employee.anna(hub);

        Stop opened = tomorrow.goes(page.uri());
        Stop end = tomorrow.typesPassword(opened);

        saysWhatToDo(end, "flow_expired");
        assertThat(tomorrow.opens("bauantrag").code()).isPresent();
    }
}
