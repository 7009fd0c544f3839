package de.stadttor.person;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The account in a statement of another module: whoever reads a row of its own has the person with it. */
public final class AccountRow {

    /** To be selected where {@code account a} is joined. */
    public static final String COLUMNS = """
            a.id as person_id, a.provider as person_provider, a.enabled as person_enabled,
            coalesce(a.claims_read_at, a.created_at) as person_read_at, a.claims as person_claims
            """;

    private AccountRow() {}

    /** The person as their provider described them last; null where the account is gone. */
    public static @Nullable Person read(ResultSet row) throws SQLException {
        UUID id = row.getObject("person_id", UUID.class);
        return id == null
                ? null
                : ToldClaims.stored(row.getString("person_claims"))
                        .of(
                                id,
                                row.getString("person_provider"),
                                row.getBoolean("person_enabled"),
                                row.getTimestamp("person_read_at").toInstant());
    }
}
