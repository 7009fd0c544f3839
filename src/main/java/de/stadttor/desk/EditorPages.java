package de.stadttor.desk;

import de.stadttor.access.Condition;
import de.stadttor.access.InvalidRules;
import de.stadttor.application.Application;
import de.stadttor.desk.EditorPage.Count;
import de.stadttor.desk.EditorPage.Moved;
import de.stadttor.desk.RuleReading.Problem;
import de.stadttor.platform.GermanDays;
import de.stadttor.proposal.Matches;
import de.stadttor.web.DeskUser;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Puts the editor of a rule together: what was filled in, what the directory offers, and whom it would be about. */
@Component
class EditorPages {

    private final KnownDirectories directories;
    private final Matches matches;
    private final ExpertText expertText;
    private final Clock clock;

    EditorPages(KnownDirectories directories, Matches matches, ExpertText expertText, Clock clock) {
        this.directories = directories;
        this.matches = matches;
        this.expertText = expertText;
        this.clock = clock;
    }

    /**
     * What is to be shown beside what was filled in.
     *
     * @param focus the list in which the person is at work; null for none
     * @param counting whether to find out how many are meant, which takes a moment
     * @param patient whether to wait a little for a directory that was never read
     */
    record Shown(
            List<Problem> problems,
            List<Moved> moved,
            @Nullable String focus,
            boolean counting,
            boolean patient) {

        static final Shown FIRST = new Shown(List.of(), List.of(), null, true, true);

        static Shown with(List<Problem> problems) {
            return new Shown(problems, List.of(), null, true, false);
        }
    }

    RuleReading reading(EditedRule edited, RuleInput input) {
        ExpertText.Reading said =
                input.expert() ? expertText.read(input.text()) : new ExpertText.Reading(null, List.of());
        return new RuleReading(edited, input, said, today());
    }

    EditorPage page(DeskUser user, EditedRule edited, RuleInput input, Shown shown) {
        DirectoryView directory = directories.view(edited.place().id(), shown.patient());
        ExpertText.Reading said =
                input.expert() ? expertText.read(input.text()) : new ExpertText.Reading(null, List.of());
        Condition when = said.condition();
        return new EditorPage(
                edited,
                edited.application().name(user.language()),
                input,
                RoleLabel.of(
                        edited.application(),
                        edited.roles().stream().map(Application.Role::id).toList(),
                        user.language()),
                Who.LISTS.stream()
                        .map(list -> list(list, input, shown, directory))
                        .toList(),
                directory.age(clock.instant()),
                said.problems(),
                when == null || when instanceof Condition.Cel ? null : ConditionWords.of(when),
                shown.counting() ? count(user, edited, input) : Count.without("empty"),
                RuleIds.next(edited.place().id(), edited.application(), input.roles(), edited.taken()),
                shown.problems(),
                shown.moved(),
                shown.focus());
    }

    private static EditorPage.WhoList list(String name, RuleInput input, Shown shown, DirectoryView directory) {
        List<Criterion> picked = input.who().list(name);
        String query = input.queries().getOrDefault(name, "");
        boolean looking = !query.isEmpty() || (name + "-all").equals(shown.focus());
        return new EditorPage.WhoList(
                name,
                picked.stream().map(directory::pick).toList(),
                query,
                looking ? directory.search(query, picked) : null);
    }

    private Count count(DeskUser user, EditedRule edited, RuleInput input) {
        Condition when = reading(edited, input).condition();
        if (when == null) {
            boolean empty =
                    input.expert() ? input.text().isBlank() : input.who().isEmpty();
            return Count.without(empty ? "empty" : "invalid");
        }
        try {
            return Count.of(matches.of(user.actor(), edited.place().id(), when));
        } catch (InvalidRules e) {
            return Count.without("invalid");
        }
    }

    private LocalDate today() {
        return GermanDays.today(clock);
    }
}
