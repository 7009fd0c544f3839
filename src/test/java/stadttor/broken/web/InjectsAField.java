package stadttor.broken.web;

import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;

final class InjectsAField {

    @Autowired
    @Nullable
    Clock clock;
}
