package de.stadttor.desk;

import de.stadttor.statistics.SignInStatistics;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The pictures of one provider.
 *
 * @param application id of the one whose ways are shown; empty for all
 * @param spans how many days can be looked at
 * @param days how many are
 */
record PicturesPage(
        ProviderPlace provider,
        Ways ways,
        String application,
        List<Choice> applications,
        List<Integer> spans,
        int days,
        SignInStatistics signIns)
        implements DeskContent {

    /** An application to be chosen. */
    record Choice(String id, String name) {}

    /**
     * How groups become roles.
     *
     * @param people how many were counted; null where rules were
     * @param readAt when the directory was read; null where rules were counted
     * @param counting whether people are being counted meanwhile
     */
    record Ways(
            List<WayRow> rows,
            @Nullable Integer people,
            @Nullable Instant readAt,
            boolean counting) {}

    /** In seconds, with a decimal where it is short; empty for none. */
    public String seconds(@Nullable Duration took) {
        if (took == null) {
            return "";
        }
        double seconds = took.toMillis() / 1_000d;
        return seconds < 10 ? Double.toString(Math.round(seconds * 10) / 10d) : Long.toString(Math.round(seconds));
    }

    /** The same as a number for a sentence or a table; null for none. */
    public @Nullable Double number(@Nullable Duration took) {
        String seconds = seconds(took);
        return seconds.isEmpty() ? null : Double.valueOf(seconds);
    }

    @Override
    public String template() {
        return "pictures";
    }

    @Override
    public Section section() {
        return Section.PICTURES;
    }

    @Override
    public List<Crumb> crumbs() {
        return provider.crumbs(Section.PICTURES, "pictures");
    }
}
