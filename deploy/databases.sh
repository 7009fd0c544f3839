#!/bin/sh
# Run by the database's image when its volume is empty and nobody is there to copy: a database of its own for the hub and
# for Keycloak, and what a standby needs.
set -eu
for name in stadttor keycloak; do
  psql -v ON_ERROR_STOP=1 -v name="$name" -v password="$(cat "/run/secrets/$name")" --username postgres << 'SQL'
create role :"name" login password :'password';
create database :"name" owner :"name" encoding 'UTF8';
revoke connect on database :"name" from public;
SQL
done

# The standby copies everything, sees whether it receives what is written, and demands to be waited for: no more than that.
psql -v ON_ERROR_STOP=1 -v password="$(cat /run/secrets/replication)" --username postgres << 'SQL'
create role replication login replication password :'password';
grant pg_monitor to replication;
grant alter system on parameter synchronous_standby_names to replication;
grant execute on function pg_reload_conf() to replication;
SQL
echo 'host replication replication all scram-sha-256' >> "$PGDATA/pg_hba.conf"
