-- The jti of client assertions and DPoP proofs that were used: each counts once, at whatever node. The key is the day on
-- which the proof ends by itself, and a SHA-256 over whose it is and its jti.
create table used_jti (
    key bytea not null,
    primary key (key)
) partition by range (key);
