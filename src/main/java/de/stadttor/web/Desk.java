package de.stadttor.web;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.stereotype.Controller;

/**
 * A controller of the admin desk. Nobody reaches one of its methods without a session and a role in {@code stadttor}, and
 * nobody posts to it but from a form of the desk; its methods may ask for the {@link DeskUser}.
 */
@Controller
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface Desk {}
