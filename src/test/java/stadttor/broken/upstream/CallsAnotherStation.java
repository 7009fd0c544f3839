package stadttor.broken.upstream;

import stadttor.broken.session.UsesCaller;

public final class CallsAnotherStation {

    UsesCaller next() {
        return new UsesCaller();
    }
}
