package de.stadttor.configuration;

/** Where something stands in a text; both count from 1. */
record Position(int line, int column) {

    static final Position START = new Position(1, 1);
}
