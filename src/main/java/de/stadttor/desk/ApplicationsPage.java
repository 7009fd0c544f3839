package de.stadttor.desk;

import de.stadttor.application.Application;
import de.stadttor.federation.State;
import java.util.List;
import java.util.Locale;

/** The applications that somebody may see. */
record ApplicationsPage(List<Row> rows) implements DeskContent {

    /**
     * An application.
     *
     * @param states in the form {@code de_sn}, as in the keys of the messages
     * @param assurance {@code low}, {@code substantial} or {@code high}
     * @param people whether people sign in there at all
     * @param own whether the person is responsible for it
     */
    record Row(
            String id,
            String name,
            List<RoleLabel> roles,
            List<String> owners,
            List<String> states,
            String assurance,
            boolean people,
            boolean own) {

        static Row of(Application application, String language, boolean own) {
            return new Row(
                    application.id(),
                    application.name(language),
                    RoleLabel.of(
                            application,
                            application.roles().stream()
                                    .map(Application.Role::id)
                                    .toList(),
                            language),
                    application.owners(),
                    application.access().states().stream()
                            .sorted()
                            .map(State::name)
                            .map(name -> name.toLowerCase(Locale.ROOT))
                            .toList(),
                    application.access().assurance().acr(),
                    application.signsPeopleIn(),
                    own);
        }
    }

    @Override
    public String template() {
        return "applications";
    }

    @Override
    public Section section() {
        return Section.APPLICATIONS;
    }

    @Override
    public List<Crumb> crumbs() {
        return List.of(Crumb.of(Section.APPLICATIONS));
    }
}
