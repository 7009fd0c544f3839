package de.stadttor.web;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A method of a {@link Desk} whose form holds so much that nothing of it may be lost when the session is over. It may be
 * reached with a form of the same person's earlier session, so it asks {@link KeptForm#of} for what was typed, and then
 * shows it again and keeps nothing: the person sends it once more.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface KeepsTyped {}
