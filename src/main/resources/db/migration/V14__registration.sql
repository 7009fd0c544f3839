-- Dynamic registration (RFC 7591, RFC 7592): who may register how many applications and for how long, what a provider
-- releases to them in advance, and what was registered. Tokens are known by their hash alone.
create table initial_access_token (
    id              uuid primary key,
    key             bytea not null unique,
    owner           text not null,
    registrations   integer not null check (registrations > 0),
    used            integer not null default 0 check (used between 0 and registrations),
    require_pkce    boolean not null,
    releases        jsonb not null,
    author          text not null,
    author_provider text,
    author_roles    text[] not null,
    created_at      timestamptz not null,
    expires_at      timestamptz not null
);
create index initial_access_token_of_author on initial_access_token (author, expires_at);

-- metadata: as registered, defaults included. initial_access: with what it came; that token may be gone since.
create table client_registration (
    client_id      text primary key references application on delete cascade,
    key            bytea not null,
    initial_access uuid not null,
    require_pkce   boolean not null,
    metadata       jsonb not null,
    created_at     timestamptz not null,
    changed_at     timestamptz not null
);
