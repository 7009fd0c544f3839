package de.stadttor.registration;

/**
 * A token that counts for nothing here: unknown, over, used up, or that of another client. Nobody is told which, so that
 * nobody learns which clients there are.
 */
public class UnknownToken extends RuntimeException {}
