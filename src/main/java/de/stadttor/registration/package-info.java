/**
 * Applications that register themselves: an initial access token and client metadata enter, an application with a token for its own management leaves. Nobody is released to it unless the initial access token says so; nothing here widens what that token allowed.
 */
@ApplicationModule(
        allowedDependencies = {"platform", "federation", "application", "person", "access", "issuing", "keys", "request"
        })
@NullMarked
package de.stadttor.registration;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
