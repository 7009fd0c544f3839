package de.stadttor.drift;

/**
 * A group that has another name than when rules were written for it.
 *
 * @param oldName as rules name it
 * @param newName as a sign-in tells it now
 * @param taken whether another group bears the old name now, so that the rules give roles to other people
 */
record Renamed(String groupId, String oldName, String newName, boolean taken) {}
