-- What an application asks a provider to release, and what came of it. One open request for each of both; asking again
-- changes it. answer: why it was declined.
create table release_request (
    id           uuid primary key,
    application  text not null references application on delete cascade,
    provider     text not null references provider on delete cascade,
    claims       text[] not null,
    purpose      text not null,
    legal_basis  text not null,
    state        text not null check (state in ('open', 'accepted', 'declined', 'withdrawn')),
    author       text not null,
    requested_at timestamptz not null,
    answered_at  timestamptz,
    answer       text
);
create unique index release_request_open on release_request (provider, application) where state = 'open';
create index release_request_of_application on release_request (application, requested_at desc);
