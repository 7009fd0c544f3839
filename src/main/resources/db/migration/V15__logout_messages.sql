-- Back-channel logout: what has to be told to an application, written in the transaction that ends the session. The token
-- itself is made when it is sent. next_at: when it is tried next, or until when a node that took it has time; null once
-- it is over. Rows lie in the partition of the day on which nobody would try any more.
create table logout_message (
    id          uuid not null,
    application text not null,
    account     uuid not null,
    session     uuid not null,
    created_at  timestamptz not null,
    attempts    integer not null default 0,
    next_at     timestamptz,
    outcome     text check (outcome in ('delivered', 'refused', 'given_up', 'obsolete')),
    primary key (id),
    check ((next_at is null) = (outcome is not null))
) partition by range (id);
create index logout_message_due on logout_message (application, next_at) where next_at is not null;

-- The end of a session is told to whoever got something in it, what has ended meanwhile included.
drop index grants_of_session;
create index grants_of_session on grants (session);
