-- Codes of devices without a browser (RFC 8628). The key is the day of their end and the hash of the device code;
-- user_code a keyed hash of what the person types. Once decided there is a grant, or the reason for which there is none.
create table device_code (
    key         bytea not null,
    user_code   bytea not null,
    application text not null,
    scope       text not null,
    seconds     int not null,
    expires_at  timestamptz not null,
    polled_at   timestamptz,
    decided_at  timestamptz,
    grant_id    uuid,
    declined    text,
    used_at     timestamptz,
    primary key (key)
) partition by range (key);
create index device_code_by_user_code on device_code (user_code);
create index device_code_waiting on device_code (application, expires_at) where decided_at is null;

-- How often codes were tried: a fixed number of slots, into which browsers and addresses fall by a keyed hash.
create table device_guess (
    slot  int primary key,
    since timestamptz not null,
    tries int not null
);
