package de.stadttor.proposal;

import java.util.SortedMap;
import java.util.SortedSet;

/**
 * A proposal in a list.
 *
 * @param proposal without its changes and steps
 * @param rules how many rules it changes
 * @param touched the roles that those rules give or gave, by application
 */
public record Listed(Proposal proposal, int rules, SortedMap<String, SortedSet<String>> touched) {}
