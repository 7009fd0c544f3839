-- Who is responsible for an application: an e-mail address of its registration, matched once and from then on that account.
create table application_owner (
    application text not null references application on delete cascade,
    email       text not null,
    account     uuid not null references account on delete cascade,
    since       timestamptz not null,
    primary key (application, email)
);
create index application_owner_of_account on application_owner (account);

-- Whom an application lets in, for what follows when a release is withdrawn.
create index decision_of_release on decision (provider, application, account, id desc);
