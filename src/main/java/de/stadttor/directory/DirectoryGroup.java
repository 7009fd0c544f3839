package de.stadttor.directory;

import org.jspecify.annotations.Nullable;

/**
 * A group of a provider's directory.
 *
 * @param id the directory's own, which a renamed group keeps
 * @param parentId null at the top
 * @param name for people: without control characters, shortened where it is very long
 * @param path for people, from the top: {@code /Bauaufsichtsamt/Leitung}
 * @param claim exactly as a sign-in tells it, path or name alone: what a rule compares with
 * @param members people who are in this very group
 * @param membersBelow people who are in this group or in one below it, each counted once
 */
public record DirectoryGroup(
        String id, @Nullable String parentId, String name, String path, String claim, int members, int membersBelow) {}
