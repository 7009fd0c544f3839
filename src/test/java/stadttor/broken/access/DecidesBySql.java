package stadttor.broken.access;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

final class DecidesBySql {

    @Nullable
    JdbcClient jdbc;
}
