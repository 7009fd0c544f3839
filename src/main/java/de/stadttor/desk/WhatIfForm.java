package de.stadttor.desk;

import de.stadttor.federation.Assurance;
import de.stadttor.inquiry.Supposed;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What somebody supposes, as typed.
 *
 * @param application its id
 * @param assurance {@code low}, {@code substantial} or {@code high}
 * @param groups one a line
 * @param roles one a line
 */
record WhatIfForm(String application, String assurance, String groups, String roles, String unit) {

    static WhatIfForm of(
            @Nullable String application,
            @Nullable String assurance,
            @Nullable String groups,
            @Nullable String roles,
            @Nullable String unit) {
        return new WhatIfForm(text(application), text(assurance), text(groups), text(roles), text(unit));
    }

    static WhatIfForm of(String application, Supposed told) {
        Assurance assurance = told.assurance();
        return new WhatIfForm(
                application,
                assurance == null ? "" : assurance.acr(),
                lines(told.groups()),
                lines(told.roles()),
                told.orgUnit() == null ? "" : told.orgUnit());
    }

    Supposed supposed() {
        return new Supposed(
                names(groups),
                names(roles),
                unit.isEmpty() ? null : unit,
                Stream.of(Assurance.values())
                        .filter(one -> one.acr().equals(assurance))
                        .findFirst()
                        .orElse(Assurance.LOW));
    }

    public List<String> assurances() {
        return Stream.of(Assurance.values())
                .map(one -> one.name().toLowerCase(Locale.ROOT))
                .toList();
    }

    private static String text(@Nullable String typed) {
        return typed == null ? "" : typed.replace("\0", "").strip();
    }

    private static String lines(Collection<String> names) {
        return names.stream().sorted().collect(Collectors.joining("\n"));
    }

    private static Set<String> names(String lines) {
        return lines.lines().map(String::strip).filter(line -> !line.isEmpty()).collect(Collectors.toSet());
    }
}
