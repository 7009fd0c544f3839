package stadttor.bench.scale;

/**
 * How much a store holds.
 *
 * @param sessions each of a person of its own, with a grant and its tokens, a decision and the records of the audit
 * @param applications each with a release; session number {@code n} is at home at application {@code n mod applications}
 * @param rules for each application
 */
public record World(int sessions, int applications, int rules) {

    public World {
        if (sessions < 1 || applications < 1 || rules < 2) {
            throw new IllegalArgumentException("a store that nobody can be measured with");
        }
    }
}
