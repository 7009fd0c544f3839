package de.stadttor.desk;

import de.stadttor.access.Effect;
import de.stadttor.access.Reason;
import de.stadttor.application.Application;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Who gains and loses what, by name; a page of those whom the filter lets through.
 *
 * @param total how many rows there are without a filter
 * @param units where they work, those with most first
 * @param furtherUnits how many more there are
 * @param choices the roles that somebody gains or loses
 */
record EffectPeople(
        Filter filter,
        int total,
        List<Row> rows,
        Paging paging,
        List<OfUnit> units,
        int furtherUnits,
        List<EffectNumbers.OfRole> choices) {

    private static final int PAGE = 50;
    private static final int MOST_UNITS = 10;

    /**
     * What is looked for; an empty text lets everything through.
     *
     * @param text in name and unit
     * @param role application and role, by their ids, with a blank between
     * @param what {@code gains} or {@code loses}
     */
    record Filter(String text, String role, String what, int page) {

        static final Filter NONE = new Filter("", "", "", 1);

        public boolean isEmpty() {
            return text.isEmpty() && role.isEmpty() && what.isEmpty();
        }

        boolean passes(Effect.Row row) {
            String wanted = text.toLowerCase(Locale.ROOT);
            String unit = row.member().unit();
            boolean named = wanted.isEmpty()
                    || row.member().name().toLowerCase(Locale.ROOT).contains(wanted)
                    || (unit != null && unit.toLowerCase(Locale.ROOT).contains(wanted));
            return named
                    && switch (what) {
                        case "gains" -> touches(row, row.gained());
                        case "loses" -> touches(row, row.lost());
                        default -> touches(row, row.gained()) || touches(row, row.lost()) || role.isEmpty();
                    };
        }

        private boolean touches(Effect.Row row, Collection<String> roles) {
            return role.isEmpty()
                    ? !roles.isEmpty()
                    : roles.stream().anyMatch(id -> role.equals(row.application() + " " + id));
        }
    }

    /**
     * @param unit null where the provider does not tell it
     * @param before why they are not let in now: a code; null where they are
     * @param after why they would not be let in; null where they would
     */
    record Row(
            String name,
            @Nullable String unit,
            String application,
            List<RoleLabel> gains,
            List<RoleLabel> loses,
            List<RoleLabel> keeps,
            @Nullable String before,
            @Nullable String after) {}

    /**
     * How many roles are gained and lost by the people of one unit.
     *
     * @param unit null for those whose unit nobody told
     */
    record OfUnit(@Nullable String unit, int gained, int lost) {

        int both() {
            return gained + lost;
        }
    }

    static EffectPeople of(
            Effect effect, Filter filter, Function<String, @Nullable Application> applications, String language) {
        List<Effect.Row> found = effect.rows().stream().filter(filter::passes).toList();
        Paging paging = Paging.of(filter.page(), PAGE, found.size());
        List<OfUnit> units = units(effect);
        return new EffectPeople(
                filter,
                effect.rows().size(),
                paging.of(found).stream()
                        .map(row -> row(row, applications.apply(row.application()), language))
                        .toList(),
                paging,
                units.subList(0, Math.min(MOST_UNITS, units.size())),
                Math.max(0, units.size() - MOST_UNITS),
                EffectNumbers.of(0, 0, true, effect.counts(), id -> null, language).roles().stream()
                        .filter(role -> role.gained() + role.lost() > 0)
                        .map(role -> named(role, applications.apply(role.application()), language))
                        .toList());
    }

    /** The application stays an id: it is the value of a choice. */
    private static EffectNumbers.OfRole named(
            EffectNumbers.OfRole role, @Nullable Application application, String language) {
        RoleLabel label = RoleLabel.of(application, role.role().id(), language);
        String name = application == null ? role.application() : application.name(language);
        return new EffectNumbers.OfRole(
                role.application(),
                new RoleLabel(label.id(), name + ": " + label.name(), label.sensitive()),
                role.gained(),
                role.lost(),
                role.kept());
    }

    private static Row row(Effect.Row row, @Nullable Application application, String language) {
        return new Row(
                row.member().name(),
                row.member().unit(),
                application == null ? row.application() : application.name(language),
                RoleLabel.of(application, row.gained(), language),
                RoleLabel.of(application, row.lost(), language),
                RoleLabel.of(application, row.kept(), language),
                code(row.before()),
                code(row.after()));
    }

    private static @Nullable String code(@Nullable Reason reason) {
        return reason == null ? null : reason.code();
    }

    private static List<OfUnit> units(Effect effect) {
        Map<String, OfUnit> units = new HashMap<>();
        for (Effect.Row row : effect.rows()) {
            String unit = row.member().unit();
            units.merge(
                    unit == null ? "" : unit,
                    new OfUnit(unit, row.gained().size(), row.lost().size()),
                    (a, b) -> new OfUnit(a.unit(), a.gained() + b.gained(), a.lost() + b.lost()));
        }
        return units.values().stream()
                .filter(unit -> unit.both() > 0)
                .sorted(Comparator.comparingInt(OfUnit::both)
                        .reversed()
                        .thenComparing(unit -> unit.unit() == null ? "" : unit.unit()))
                .toList();
    }
}
