package stadttor.broken.web;

import stadttor.broken.audit.Trail;

final class CallsTheAudit {

    void write() {
        new Trail().write();
    }
}
