package stadttor.broken.audit;

/** What {@code CallsTheAudit} calls. */
public final class Trail {

    public void write() {}
}
