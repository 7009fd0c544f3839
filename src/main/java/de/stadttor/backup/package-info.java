/**
 * What is left when a database is lost. The database enters and a file leaves, or the reverse; what lives for hours only
 * (sessions, codes, tokens) never passes, so that nothing that has ended can come back.
 */
@ApplicationModule(allowedDependencies = "platform")
@NullMarked
package de.stadttor.backup;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
