package de.stadttor.directory;

import org.jspecify.annotations.Nullable;

/**
 * A realm role of a provider's directory.
 *
 * @param name exactly as a sign-in tells it
 * @param description null where there is none
 * @param members people who have it, by themselves, by a group or by another role
 */
public record DirectoryRole(String name, @Nullable String description, int members) {}
