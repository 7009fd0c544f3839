-- Why a version of a provider's rules came, and from which proposal.
alter table rule_set_version add column why text;
alter table rule_set_version add column proposal uuid;

-- A change of rules that does not count yet, and what became of it. changes: [{before, after}], each a rule or absent.
-- needs: as what somebody else has to approve it. effect: counts and digest of what was last shown; never a name.
create table proposal (
    id           uuid primary key,
    provider     text not null,
    author       text not null,
    state        text not null
        check (state in ('draft', 'submitted', 'approved', 'refused', 'withdrawn', 'outdated', 'activated')),
    base_version bigint not null,
    changes      jsonb not null,
    changes_hash text not null,
    needs        text[] not null,
    sources      text[] not null,
    why          text not null,
    left_out     text[] not null,
    effect       jsonb,
    version      bigint,
    created_at   timestamptz not null,
    changed_at   timestamptz not null
);
-- The same draft twice is a second click.
create unique index proposal_draft on proposal (provider, author, changes_hash) where state = 'draft';
create index proposal_of_provider on proposal (provider, created_at desc);

-- What happened to a proposal, in its order; kept for ever. mailbox: keyed hash of the actor's verified e-mail address,
-- null where there is none: one person with two accounts has one mailbox. as_roles: as what they approved.
create table proposal_step (
    proposal uuid not null references proposal,
    number   integer not null,
    at       timestamptz not null,
    kind     text not null
        check (kind in ('drafted', 'edited', 'submitted', 'approved', 'refused', 'withdrawn', 'outdated', 'voided', 'activated')),
    actor    text not null,
    mailbox  text,
    as_roles text[] not null,
    effect   text,
    remark   text,
    primary key (proposal, number)
);
