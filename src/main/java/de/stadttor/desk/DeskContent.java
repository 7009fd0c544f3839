package de.stadttor.desk;

import java.util.List;

/** What one page of the desk is about. Its template finds it as {@code page}. */
interface DeskContent {

    /** Below {@code templates/desk}, without {@code .html}. */
    String template();

    /** Which entry of the navigation is the current one. */
    Section section();

    /** The way to this page, below the first page of the desk; the page itself is the last. */
    List<Crumb> crumbs();
}
