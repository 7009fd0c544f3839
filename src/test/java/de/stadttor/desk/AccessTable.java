package de.stadttor.desk;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The text block beside it says who gets which answer from the desk: its first line names the columns, among them one
 * for each of {@link AccessTables#EVERYBODY}. {@link DeskRoutesTests} asks that each route stands in one.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@interface AccessTable {

    /** The methods with which each line is tried. */
    String[] value() default "GET";

    /** The address that a line is about: {@code {0}} stands for what its first column says. */
    String path() default "{0}";

    /** An action that changes nothing, so that an auditor may do it, too. */
    boolean keepsNothing() default false;
}
