-- How often something happened to a provider's people on a day: sign-ins, refusals by reason, and how long sign-ins took,
-- in steps. Added up by each node once a minute; nobody can be found in it.
create table day_count (
    provider text not null references provider on delete cascade,
    day      date not null,
    measure  text not null,
    count    bigint not null,
    primary key (provider, day, measure)
);
