package de.stadttor.desk;

import de.stadttor.access.Effect;
import de.stadttor.application.Application;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How many people gain and lose what, without a name.
 *
 * @param people how many were looked at
 * @param affected for how many something changes
 * @param exact whether somebody for whom something changes in several applications counts once
 */
record EffectNumbers(int people, int affected, boolean exact, List<OfRole> roles, List<Access> access) {

    /** How many people, for one role. */
    record OfRole(String application, RoleLabel role, int gained, int lost, int kept) {}

    /** How many people get into an application at all. */
    record Access(String application, int before, int after) {}

    static EffectNumbers of(
            int people,
            int affected,
            boolean exact,
            Collection<Effect.Count> counts,
            Function<String, @Nullable Application> applications,
            String language) {
        List<OfRole> roles = new ArrayList<>();
        List<Access> access = new ArrayList<>();
        for (Effect.Count count : counts) {
            Application application = applications.apply(count.application());
            String name = application == null ? count.application() : application.name(language);
            Set<String> ids = new TreeSet<>(count.gained().keySet());
            ids.addAll(count.lost().keySet());
            ids.addAll(count.kept().keySet());
            for (RoleLabel role : RoleLabel.of(application, ids, language)) {
                roles.add(new OfRole(
                        name,
                        role,
                        count.gained().getOrDefault(role.id(), 0),
                        count.lost().getOrDefault(role.id(), 0),
                        count.kept().getOrDefault(role.id(), 0)));
            }
            access.add(new Access(name, count.admittedBefore(), count.admittedAfter()));
        }
        return new EffectNumbers(people, affected, exact, roles, access);
    }

    /** Whether nobody gains or loses anything. */
    public boolean isNothing() {
        return affected == 0;
    }
}
