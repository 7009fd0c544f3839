-- Everything that the hub keeps. Rows that end by themselves carry the day of their end in the first two bytes of
-- their key (days since 1970-01-01, UTC, big-endian) and lie in one partition per such day: expiry drops a partition,
-- and a look-up by key touches one.

create table provider (
    id               text primary key check (id ~ '^[a-z0-9][a-z0-9-]{0,62}$'),
    body             jsonb not null,
    client_secret    bytea,
    directory_secret bytea,
    changed_at       timestamptz not null default now()
);

-- Checked at the end of a transaction, so that two providers can swap what they have.
create table email_domain (
    domain   text primary key deferrable initially deferred,
    provider text not null references provider on delete cascade
);

create table municipality (
    ags      text primary key deferrable initially deferred,
    provider text not null references provider on delete cascade
);

create table application (
    id          text primary key,
    body        jsonb not null,
    secret_salt bytea,
    secret_hash bytea,
    changed_at  timestamptz not null default now()
);

create table release (
    provider    text not null references provider on delete cascade,
    application text not null references application on delete cascade,
    body        jsonb not null,
    primary key (provider, application)
);

-- A provider's rules as versions: a rule row counts from the version that brought it until the one that took it away.
-- They outlive the provider, whose active rules end with it: decisions of the past are replayed from them.
create table rule_set (
    provider text primary key,
    version  bigint not null
);

create table rule_set_version (
    provider text not null,
    version  bigint not null,
    at       timestamptz not null,
    actor    text not null,
    primary key (provider, version)
);

create table rule (
    provider      text not null,
    id            text not null,
    since_version bigint not null,
    until_version bigint,
    application   text not null,
    body          jsonb not null,
    primary key (provider, id, since_version)
);
create unique index rule_active on rule (provider, id) where until_version is null;
create index rule_active_of_application on rule (provider, application) where until_version is null;
create index rule_ended on rule (provider, until_version) where until_version is not null;

create table account (
    id               uuid primary key,
    provider         text not null,
    upstream_subject text not null,
    enabled          boolean not null default true,
    created_at       timestamptz not null,
    claims           jsonb,
    claims_read_at   timestamptz,
    unique (provider, upstream_subject)
);

-- The secret in the cookie is known here by its hash alone.
create table hub_session (
    id                uuid not null,
    secret_hash       bytea not null,
    account           uuid not null,
    provider          text not null,
    auth_time         timestamptz not null,
    acr               text,
    amr               text[] not null,
    upstream_sid      text,
    upstream_id_token bytea,
    created_at        timestamptz not null,
    last_access_at    timestamptz not null,
    expires_at        timestamptz not null,
    ended_at          timestamptz,
    primary key (id)
) partition by range (id);
create index hub_session_of_account on hub_session (account) where ended_at is null;

create table grants (
    id             uuid not null,
    account        uuid,
    application    text not null,
    session        uuid,
    scopes         text[] not null,
    auth_time      timestamptz,
    acr            text,
    amr            text[] not null default '{}',
    offline        boolean not null,
    nonce          text,
    redirect_uri   text,
    code_challenge text,
    created_at     timestamptz not null,
    expires_at     timestamptz not null,
    ended_at       timestamptz,
    primary key (id)
) partition by range (id);
create index grants_of_session on grants (session) where ended_at is null;
create index grants_of_account on grants (account) where ended_at is null;

create table token (
    key        bytea not null,
    kind       text not null check (kind in ('code', 'refresh')),
    grant_id   uuid not null,
    parent     bytea,
    issued_at  timestamptz not null,
    expires_at timestamptz not null,
    used_at    timestamptz,
    primary key (key)
) partition by range (key);

-- Access tokens taken back before their time; the key is the day of their end and the SHA-256 of their jti.
create table revoked_token (
    key        bytea not null,
    expires_at timestamptz not null,
    primary key (key)
) partition by range (key);

-- What was decided and from what; acr is that of the sign-in, the empty string where it is unknown.
create table decision (
    id          bigint generated always as identity,
    reference   text primary key,
    account     uuid not null,
    provider    text not null,
    application text not null,
    acr         text not null,
    inputs_hash bytea not null,
    body        jsonb not null,
    decided_at  timestamptz not null
);
create index decision_latest on decision (account, application, acr, id desc);

create table signing_key (
    kid        text primary key,
    alg        text not null,
    public_jwk jsonb not null,
    sealed     bytea not null,
    created_at timestamptz not null,
    retired_at timestamptz
);

-- What is set once for the whole hub: links, retention, the salt of pairwise subjects.
create table setting (
    name text primary key,
    body jsonb not null
);

create table audit_event (
    id       bigint generated always as identity primary key,
    at       timestamptz not null,
    kind     text not null,
    actor    text not null,
    provider text,
    body     jsonb not null
);
create index audit_event_at on audit_event (at);
