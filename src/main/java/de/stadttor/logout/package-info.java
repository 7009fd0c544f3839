/**
 * Tells applications that a hub session is over: by messages from server to server, which lie in an outbox of the database until they are delivered, and by addresses that the person's browser opens. A session's end enters; it ends no session itself, and no token is ever stored.
 */
@ApplicationModule(allowedDependencies = {"platform", "application", "session", "keys", "issuing"})
@NullMarked
package de.stadttor.logout;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
