package de.stadttor.person;

import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Staff with an account at the hub, as their provider described them at their latest sign-in. */
@Component
class LastSeenStaff implements Staff {

    private static final int PAGE = 2_000;

    private final JdbcClient jdbc;

    LastSeenStaff(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public String source() {
        return "last-seen";
    }

    @Override
    public int rank() {
        return 0;
    }

    @Override
    public boolean covers(String providerId) {
        return true;
    }

    /** Those whose claims were deleted in time are nobody any more, unless the hub keeps them out. */
    @Override
    public long count(String providerId) {
        return jdbc.sql(
                        "select count(*) from account where provider = :provider and (claims is not null or not enabled)")
                .param("provider", providerId)
                .query(Long.class)
                .single();
    }

    @Override
    public void read(String providerId, Consumer<StaffMember> reader) {
        UUID after = new UUID(0, 0);
        List<StaffMember> page;
        do {
            page = page(providerId, after);
            page.forEach(reader);
            after = page.isEmpty() ? after : page.getLast().person().accountId();
        } while (page.size() == PAGE);
    }

    private List<StaffMember> page(String providerId, UUID after) {
        return jdbc.sql("select upstream_subject, " + Accounts.COLUMNS + """
                 from account where provider = :provider and (claims is not null or not enabled) and id > :after
                order by id limit :most
                """)
                .param("provider", providerId)
                .param("after", after)
                .param("most", PAGE)
                .query((row, number) ->
                        new StaffMember(row.getString("upstream_subject"), Accounts.person(row, number)))
                .list();
    }
}
