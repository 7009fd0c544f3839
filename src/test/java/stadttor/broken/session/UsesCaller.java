package stadttor.broken.session;

import org.jspecify.annotations.Nullable;
import stadttor.broken.upstream.CallsAnotherStation;

/** Closes a circle. */
public final class UsesCaller {

    @Nullable
    CallsAnotherStation caller;
}
