package stadttor.bench.faults;

/** Somebody who works with the hub, one thing after the other. For one thread at a time. */
interface Client {

    /** The next thing. */
    void step() throws InterruptedException;

    /** Whether what it was told last is still honoured; what is not goes into its ledger. */
    void look() throws InterruptedException;
}
