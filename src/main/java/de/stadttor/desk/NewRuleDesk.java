package de.stadttor.desk;

import de.stadttor.application.Application;
import de.stadttor.application.Applications;
import de.stadttor.web.Desk;
import de.stadttor.web.DeskUser;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** The beginning of a rule: for which application a new one is to be. The hub's own comes last. */
@Desk
class NewRuleDesk {

    private final DeskPages pages;
    private final EditedRules editedRules;
    private final Applications applications;

    NewRuleDesk(DeskPages pages, EditedRules editedRules, Applications applications) {
        this.pages = pages;
        this.editedRules = editedRules;
        this.applications = applications;
    }

    @GetMapping(path = "/desk/providers/{provider}/rules/_new", params = "!application")
    void choose(
            DeskUser user,
            @PathVariable String provider,
            @RequestParam(name = "proposal", required = false) @Nullable String proposal,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        ProviderPlace place = editedRules.place(user, provider);
        List<NewRulePage.Choice> choices = applications.all().stream()
                .filter(application -> !application.roles().isEmpty())
                .sorted(Comparator.comparing(
                                (Application application) -> application.id().equals(Application.STADTTOR))
                        .thenComparing(application -> application.name(user.language())))
                .map(application -> new NewRulePage.Choice(
                        application.id(),
                        application.name(user.language()),
                        RoleLabel.of(
                                application,
                                EditedRule.roles(place, application).stream()
                                        .map(Application.Role::id)
                                        .toList(),
                                user.language())))
                .toList();
        pages.write(request, response, user, new NewRulePage(place, choices, proposal));
    }
}
