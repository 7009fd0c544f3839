package de.stadttor.web;

/**
 * A page of the admin desk. Its template finds the content as {@code page} and the shell as {@code desk}.
 *
 * @param template below {@code templates/desk}
 * @param shell what stands around every page of the desk
 * @param content what this page is about
 */
public record DeskPage(String template, Object shell, Object content) implements Page {}
