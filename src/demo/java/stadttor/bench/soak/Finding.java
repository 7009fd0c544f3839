package stadttor.bench.soak;

/**
 * Whether something stayed as it was.
 *
 * @param before on average, in the middle third of the time
 * @param after on average, in the last third
 * @param most that it may be after
 * @param unit behind the figures
 */
record Finding(String what, double before, double after, double most, String unit) {

    boolean isFlat() {
        return after <= most;
    }
}
