package de.stadttor.desk;

import de.stadttor.access.Condition;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A condition as a form can show it: somebody who has one of these, and all of those, and none of the third.
 *
 * @param any one of them is enough; none means that this is not asked
 * @param all each of them is needed
 * @param none whoever has one of them is left out
 */
record Who(List<Criterion> any, List<Criterion> all, List<Criterion> none) {

    /** The names of the three lists, in the order of the page. */
    static final List<String> LISTS = List.of("any", "all", "none");

    static final Who NOBODY = new Who(List.of(), List.of(), List.of());

    Who {
        any = List.copyOf(new LinkedHashSet<>(any));
        all = List.copyOf(new LinkedHashSet<>(all));
        none = List.copyOf(new LinkedHashSet<>(none));
    }

    /** Empty where the form could not say this. */
    static Optional<Who> of(Condition condition) {
        if (condition instanceof Condition.All all) {
            Who who = NOBODY;
            for (Condition part : all.conditions()) {
                Who both = who.with(part);
                if (both == null) {
                    return Optional.empty();
                }
                who = both;
            }
            return who.isEmpty() ? Optional.empty() : Optional.of(who);
        }
        Optional<Criterion> single = Criterion.of(condition);
        if (single.isPresent()) {
            return Optional.of(new Who(List.of(single.get()), List.of(), List.of()));
        }
        return Optional.ofNullable(NOBODY.with(condition)).filter(who -> !who.isEmpty());
    }

    private @Nullable Who with(Condition part) {
        Optional<Criterion> single = Criterion.of(part);
        if (single.isPresent()) {
            return new Who(any, and(all, List.of(single.get())), none);
        }
        if (part instanceof Condition.Any several && any.isEmpty()) {
            return simple(several).map(found -> new Who(found, all, none)).orElse(null);
        }
        if (part instanceof Condition.Not not) {
            return simple(not.condition())
                    .map(found -> new Who(any, all, and(none, found)))
                    .orElse(null);
        }
        return null;
    }

    private static Optional<List<Criterion>> simple(Condition condition) {
        List<Condition> parts = condition instanceof Condition.Any any ? any.conditions() : List.of(condition);
        List<Criterion> criteria =
                parts.stream().flatMap(part -> Criterion.of(part).stream()).toList();
        return criteria.size() == parts.size() && !parts.isEmpty() ? Optional.of(criteria) : Optional.empty();
    }

    private static List<Criterion> and(List<Criterion> some, List<Criterion> others) {
        return Stream.concat(some.stream(), others.stream()).toList();
    }

    boolean isEmpty() {
        return any.isEmpty() && all.isEmpty() && none.isEmpty();
    }

    /** In the order of the page. */
    Stream<Criterion> criteria() {
        return Stream.of(any, all, none).flatMap(List::stream);
    }

    List<Criterion> list(String name) {
        return switch (name) {
            case "any" -> any;
            case "all" -> all;
            default -> none;
        };
    }

    Who adding(String list, Criterion criterion) {
        return replacing(list, and(list(list), List.of(criterion)));
    }

    Who without(String list, Criterion criterion) {
        return replacing(
                list, list(list).stream().filter(one -> !one.equals(criterion)).toList());
    }

    private Who replacing(String list, List<Criterion> criteria) {
        return switch (list) {
            case "any" -> new Who(criteria, all, none);
            case "all" -> new Who(any, criteria, none);
            default -> new Who(any, all, criteria);
        };
    }

    /** Of a form that says anything. */
    Condition condition() {
        List<Condition> parts = new ArrayList<>();
        if (!any.isEmpty()) {
            parts.add(one(any));
        }
        all.forEach(criterion -> parts.add(criterion.condition()));
        if (!none.isEmpty()) {
            parts.add(new Condition.Not(one(none)));
        }
        return parts.size() == 1 ? parts.getFirst() : new Condition.All(parts);
    }

    private static Condition one(List<Criterion> criteria) {
        List<Condition> conditions = criteria.stream().map(Criterion::condition).toList();
        return conditions.size() == 1 ? conditions.getFirst() : new Condition.Any(conditions);
    }
}
