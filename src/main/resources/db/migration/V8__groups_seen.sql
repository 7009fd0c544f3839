-- Which groups of a provider's directory bore the names that a rule asks for, when the directory was read: {name: the
-- directory's own id}, which stays when a group is renamed. condition: SHA-256 of the rule's condition that they were seen for.
create table groups_seen (
    provider  text not null references provider on delete cascade,
    rule      text not null,
    condition text not null,
    groups    jsonb not null,
    seen_at   timestamptz not null,
    primary key (provider, rule)
);

-- People whose groups came cut off at their last sign-in, among all the others.
create index account_cut_off on account (provider, claims_read_at desc)
    where claims ->> 'groupsComplete' = 'false';
