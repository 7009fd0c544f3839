/**
 * What the operations of an OpenID Provider cost: the hub, Keycloak and Spring's authorization server, each a process of
 * its own on one PostgreSQL, are asked the same by the same driver. Figures and a table leave. It measures CPU time by the
 * operating system's accounting, never wall time, and never believes an answer that it did not check.
 */
@NullMarked
package stadttor.bench.operations;

import org.jspecify.annotations.NullMarked;
