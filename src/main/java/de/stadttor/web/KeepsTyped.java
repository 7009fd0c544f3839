package de.stadttor.web;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A method of a {@link Desk} with whose form somebody may have taken pains: nothing of it is lost when the session is
 * over. It may be reached with a form of the same person's earlier session, whose fields it then finds in the request as
 * in any other. It asks {@link KeptForm#isLate}, and where that is so it shows the form again as it was filled in and
 * changes nothing: the person sends it once more.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface KeepsTyped {

    /** The fields without which there is nothing to be kept; none: whatever the form holds is worth it. */
    String[] value() default {};
}
