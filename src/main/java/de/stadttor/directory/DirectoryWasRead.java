package de.stadttor.directory;

/** A provider's directory was completely read; published on the thread that read it, outside of any transaction. */
public record DirectoryWasRead(DirectorySnapshot snapshot) {}
