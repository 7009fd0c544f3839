-- Each statement about something bad breaks the rule; none of the others does.
drop table bad;
drop view if exists bad;
alter table bad rename to better;
alter table t rename column bad to better;
alter table t rename bad to better;
alter table t drop column bad;
alter table t drop bad;
alter table only t drop column if exists bad cascade;
alter table t
    add column good integer,
    drop column bad;
alter table t alter column bad type bigint using bad::bigint;
alter table t alter bad set data type text;
alter table t alter column bad set not null;
alter table t add column bad text not null;
-- contract of V26: V26 is of this very release
alter table t drop column bad_too;

-- contract of V22: the release of V25 writes and reads the new column alone
alter table t drop column old;
alter table t add column good text;
alter table t add column good_too text not null default 'a, not null; drop table';
alter table t add column good_three numeric(10, 2) check (good_three > 0 and good_three is not null) default 1;
alter table t drop constraint good;
alter table t alter column good drop not null;
alter table t add constraint good check (good is not null or good_too is null);
alter table t set (fillfactor = 80);
drop index good;
create index good on t (good) where good is not null;
create table good (id integer primary key, name text not null);
create function good() returns trigger language plpgsql as $$
begin
    drop table t;
    return null;
end
$$;
update t set good = 'drop table t';
