package de.stadttor.desk;

import de.stadttor.application.Application;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A role as a page names it. A role that the application does not know any more goes by its id. */
record RoleLabel(String id, String name, boolean sensitive) {

    static RoleLabel of(@Nullable Application application, String id, String language) {
        Application.Role role =
                application == null ? null : application.role(id).orElse(null);
        return role == null
                ? new RoleLabel(id, id, false)
                : new RoleLabel(
                        id, role.name().getOrDefault(language, role.name().getOrDefault("de", id)), role.sensitive());
    }

    /** In the order of the catalogue, those that it does not know last. */
    static List<RoleLabel> of(@Nullable Application application, Collection<String> ids, String language) {
        List<String> catalogue = application == null
                ? List.of()
                : application.roles().stream().map(Application.Role::id).toList();
        return ids.stream()
                .sorted((a, b) -> {
                    int one = catalogue.indexOf(a);
                    int other = catalogue.indexOf(b);
                    return one < 0 || other < 0 ? Integer.compare(other, one) : Integer.compare(one, other);
                })
                .map(id -> of(application, id, language))
                .toList();
    }
}
