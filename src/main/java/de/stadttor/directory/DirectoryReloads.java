package de.stadttor.directory;

import de.stadttor.platform.Actor;
import de.stadttor.platform.NotAllowed;
import java.util.Optional;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** Somebody wants a directory read anew: who may, and what that leaves in the audit. */
@Component
public class DirectoryReloads {

    private final Directories directories;
    private final TransactionOperations transactions;
    private final ApplicationEventPublisher events;

    DirectoryReloads(Directories directories, TransactionOperations transactions, ApplicationEventPublisher events) {
        this.directories = directories;
        this.transactions = transactions;
        this.events = events;
    }

    /** Whether the actor may have this provider's directory read anew: who only looks costs the provider nothing. */
    public static boolean mayReload(Actor actor, String providerId) {
        return actor.isOperator() || actor.administers(providerId);
    }

    /**
     * Reads anew, or joins the read that is under way; does not wait. It is written down before it begins.
     *
     * @return empty where there is no such provider, or none with a directory
     * @throws NotAllowed unless the actor is an operator or administers the provider
     * @throws ReloadTooSoon where it was read less than ten seconds ago
     */
    public Optional<DirectoryState> reload(String providerId, Actor actor) {
        if (!mayReload(actor, providerId)) {
            throw new NotAllowed("a directory is read anew by its provider's own provider-admin or an operator");
        }
        if (directories.wouldBegin(providerId)) {
            transactions.executeWithoutResult(status -> events.publishEvent(new DirectoryReloaded(providerId, actor)));
        }
        return directories.reload(providerId);
    }
}
