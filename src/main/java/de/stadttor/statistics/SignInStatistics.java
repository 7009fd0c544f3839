package de.stadttor.statistics;

import java.time.Duration;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How sign-ins of a provider's people went.
 *
 * @param days each day, the first one first, also those on which nothing happened
 * @param total all of them together
 */
public record SignInStatistics(String provider, List<Day> days, Day total) {

    /**
     * One day, Europe/Berlin.
     *
     * @param day the first one of a total
     * @param refusals how many by the code of their reason
     * @param median within which half of the sign-ins were done, from leaving to the provider; null where none was
     * @param p95 within which 95 of 100 were done; null where none was
     */
    public record Day(
            LocalDate day,
            long signIns,
            SortedMap<String, Long> refusals,
            @Nullable Duration median,
            @Nullable Duration p95) {

        public long refused() {
            return refusals.values().stream().mapToLong(Long::longValue).sum();
        }
    }

    public SignInStatistics {
        days = List.copyOf(days);
    }

    /** The reasons for which somebody was refused, the most frequent first. */
    public List<String> reasons() {
        return total.refusals().entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()))
                .map(Map.Entry::getKey)
                .toList();
    }

    static SignInStatistics of(String provider, LocalDate first, LocalDate last, List<DayCounts.Counted> counted) {
        Map<LocalDate, List<DayCounts.Counted>> byDay = counted.stream()
                .filter(one -> !one.day().isBefore(first) && !one.day().isAfter(last))
                .collect(Collectors.groupingBy(DayCounts.Counted::day));
        return new SignInStatistics(
                provider,
                first.datesUntil(last.plusDays(1))
                        .map(day -> day(day, byDay.getOrDefault(day, List.of())))
                        .toList(),
                day(
                        first,
                        byDay.values().stream()
                                .flatMap(List::stream)
                                .sorted(Comparator.comparing(DayCounts.Counted::day))
                                .toList()));
    }

    private static Day day(LocalDate day, List<DayCounts.Counted> counted) {
        long signIns = 0;
        SortedMap<String, Long> refusals = new TreeMap<>();
        SignInTimes times = SignInTimes.none();
        for (DayCounts.Counted one : counted) {
            String measure = one.measure();
            if (measure.equals(SignInsCounted.SIGN_IN)) {
                signIns += one.count();
            } else if (measure.startsWith(SignInsCounted.REFUSAL)) {
                refusals.merge(measure.substring(SignInsCounted.REFUSAL.length()), one.count(), Long::sum);
            } else if (measure.startsWith(SignInsCounted.TOOK)) {
                times = times.with(Integer.parseInt(measure.substring(SignInsCounted.TOOK.length())), one.count());
            }
        }
        return new Day(day, signIns, refusals, times.percentile(0.5), times.percentile(0.95));
    }
}
