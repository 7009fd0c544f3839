package stadttor.bench.operations;

import java.util.Set;

/**
 * One of those that are compared.
 *
 * @param name as the table has it
 * @param database that it keeps its data in
 * @param process that its CPU time is counted of
 * @param operations that it is asked for
 */
public record Contender(String name, String database, long process, OidcServer server, Set<Operation> operations) {}
