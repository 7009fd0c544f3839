package de.stadttor.directory;

import de.stadttor.person.CleanText;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * An organisational unit that people of a provider's directory work in.
 *
 * @param name exactly as the hub reads it from a sign-in
 * @param members people who work there
 */
public record DirectoryUnit(String name, int members) {

    /** By name. */
    static List<DirectoryUnit> of(List<DirectoryPerson> people) {
        Map<String, Integer> counted = new TreeMap<>();
        for (DirectoryPerson person : people) {
            if (person.orgUnit() != null) {
                counted.merge(person.orgUnit(), 1, Integer::sum);
            }
        }
        Map<String, Integer> told = new TreeMap<>();
        counted.forEach(
                (raw, members) -> CleanText.stripped(raw).ifPresent(name -> told.merge(name, members, Integer::sum)));
        return told.entrySet().stream()
                .map(unit -> new DirectoryUnit(unit.getKey(), unit.getValue()))
                .toList();
    }
}
