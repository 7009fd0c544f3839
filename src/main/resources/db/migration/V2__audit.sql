-- The audit: an inbox that the transactions write to, the records in the order of the chain, and the seals that chain
-- them. What the first version of this table held belonged to demos; it has no place in a chain.
drop table audit_event;

-- One insert for each event, inside the transaction that does the thing. The mac shows that the hub wrote the row.
create table audit_inbox (
    id             bigint generated always as identity primary key,
    at             timestamptz not null,
    kind           text not null,
    actor          text not null,
    actor_provider text,
    provider       text,
    account        uuid,
    application    text,
    reference      text,
    body           jsonb not null,
    salt           bytea not null,
    mac            bytea not null,
    refused        boolean not null default false
);

-- The sealed records. Their position is given by the sealer, hence without a gap and whatever order they came in.
-- Every index is written by the sealer alone, never by a sign-in.
create table audit_event (
    position       bigint primary key,
    at             timestamptz not null,
    kind           text not null,
    actor          text not null,
    actor_provider text,
    provider       text,
    account        uuid,
    application    text,
    reference      text,
    body           jsonb not null,
    salt           bytea not null
);
create index audit_event_at on audit_event (at, position);
create index audit_event_of_all on audit_event (at, position) where provider is null and account is null;
create index audit_event_of_provider on audit_event (provider, at, position) where provider is not null;
create index audit_event_of_account on audit_event (account, at, position) where account is not null;
create index audit_event_of_application on audit_event (application, at, position) where application is not null;
create index audit_event_of_kind on audit_event (kind, at, position);
create index audit_event_of_reference on audit_event (reference) where reference is not null;

-- A seal holds, for each of its records, the index of its kind in kinds (one byte) and its hash (32 bytes). The signature
-- is what counts: all else repeats it, for those who search. Leaves go once all records of the seal are erased.
create table audit_seal (
    number         bigint primary key,
    sealed_at      timestamptz not null,
    first_position bigint not null unique,
    record_count   integer not null,
    kinds          text[] not null,
    leaves         bytea,
    jws            text not null
);
create index audit_seal_with_leaves on audit_seal (number) where leaves is not null;

-- Up to which seal retention has erased the records of a kind: a note for the next time, the audit itself is the proof.
create table audit_erasure (
    kind         text primary key,
    through_seal bigint not null
);

-- Against accidents; who has the rights to take this away is found out by the chain.
create function audit_is_append_only() returns trigger language plpgsql as $$
begin
    if current_setting('stadttor.retention', true) = 'on' and tg_op <> 'TRUNCATE' then
        return case tg_op when 'DELETE' then old else new end;
    end if;
    raise exception 'the audit is append-only: % on %', tg_op, tg_table_name;
end
$$;
create trigger append_only before update or delete on audit_event
    for each row execute function audit_is_append_only();
create trigger never_emptied before truncate on audit_event
    for each statement execute function audit_is_append_only();
create trigger append_only before update or delete on audit_seal
    for each row execute function audit_is_append_only();
create trigger never_emptied before truncate on audit_seal
    for each statement execute function audit_is_append_only();

-- Break-glass tokens that count: a signature alone is not enough.
create table break_glass (
    key        bytea primary key,
    expires_at timestamptz not null
);
