package de.stadttor.desk;

import de.stadttor.drift.Finding;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What does not fit together at a provider.
 *
 * @param readAt of the directory with which the rules were compared; null where there was none
 * @param pending whether they are being compared now
 * @param only the one kind that is shown, page by page; null where all are
 * @param done what became of a wish to mend, as in the keys of its message; null where there was none
 */
record DriftPage(
        ProviderPlace provider,
        @Nullable Instant readAt,
        boolean directory,
        boolean pending,
        @Nullable String only,
        List<OfKind> kinds,
        List<Person> cutOff,
        boolean mendable,
        @Nullable String done)
        implements DeskContent {

    /**
     * The findings of one kind.
     *
     * @param code as in the keys of its messages
     * @param total how many there are
     */
    record OfKind(String code, int total, Paged<Row> rows) {

        /** As the title says it: of people whose groups came cut off there is one finding for all. */
        public int number() {
            Integer people = code.equals(Finding.Kind.GROUPS_CUT_OFF.code())
                            && !rows.entries().isEmpty()
                    ? rows.entries().getFirst().finding().count()
                    : null;
            return people == null ? total : people;
        }
    }

    /**
     * A finding.
     *
     * @param application its name; null where it is not about one
     */
    record Row(Finding finding, @Nullable String application) {

        public boolean taken() {
            return "taken".equals(finding.detail());
        }
    }

    /** Somebody whose groups came cut off; {@code name} null for somebody whom the directory does not have. */
    record Person(String id, @Nullable String name) {

        /** Never who it is. */
        @Override
        public String toString() {
            return "Person";
        }
    }

    @Override
    public String template() {
        return "drift";
    }

    @Override
    public Section section() {
        return Section.DRIFT;
    }

    @Override
    public List<Crumb> crumbs() {
        return provider.crumbs(Section.DRIFT, "drift");
    }
}
