-- Authorization requests that applications pushed (RFC 9126); the key is the day of their end and the hash of what
-- stands for them. used_at: when the browser brought it.
create table pushed_request (
    key         bytea not null,
    application text not null,
    body        jsonb not null,
    signed      boolean not null,
    expires_at  timestamptz not null,
    used_at     timestamptz,
    primary key (key)
) partition by range (key);
