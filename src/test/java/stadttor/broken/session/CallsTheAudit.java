package stadttor.broken.session;

import stadttor.broken.audit.Trail;

final class CallsTheAudit {

    void write() {
        new Trail().write();
    }
}
