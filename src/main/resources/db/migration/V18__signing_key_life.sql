-- A signing key is announced (published, not used), in use, retired (published, signs no more) and removed. Its private
-- part lies in "sealed" until it is retired, from then on its public part alone. Rows stay: the audit's old seals are
-- verified with them. created_at: announced since; use_from: not used before, unless somebody decides otherwise.
alter table signing_key add column use_from timestamptz;
alter table signing_key add column used_at timestamptz;
alter table signing_key add column removed_at timestamptz;
alter table signing_key add column compromised_at timestamptz;
update signing_key set use_from = created_at, used_at = created_at;
alter table signing_key alter column use_from set not null;
create unique index signing_key_in_use on signing_key (alg) where used_at is not null and retired_at is null;
