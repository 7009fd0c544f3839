package de.stadttor.route;

import de.stadttor.federation.Provider;
import de.stadttor.person.Accounts;
import de.stadttor.person.Person;
import de.stadttor.person.UpstreamIdentity;
import de.stadttor.session.HubSession;
import de.stadttor.session.HubSessions;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** A sign-in at the provider takes effect: what it said of the person and the session are kept in one transaction. */
@Component
class SignIns {

    private final TransactionTemplate transaction;
    private final Accounts accounts;
    private final HubSessions sessions;

    SignIns(TransactionTemplate transaction, Accounts accounts, HubSessions sessions) {
        this.transaction = transaction;
        this.accounts = accounts;
        this.sessions = sessions;
    }

    /**
     * Who signed in.
     *
     * @param opened null where the account is disabled: no session begins, and none ends
     */
    record SignedIn(Person person, HubSessions.@Nullable Opened opened) {

        /** Never the person. */
        @Override
        public String toString() {
            return "SignedIn[opened=" + opened + "]";
        }
    }

    SignedIn of(UpstreamIdentity identity, Provider provider, @Nullable HubSession before) {
        return transaction.execute(status -> {
            Person person = accounts.signedIn(identity, provider);
            return new SignedIn(person, person.enabled() ? sessions.open(person, identity, before) : null);
        });
    }
}
