#!/bin/sh
# Run by the database's image when its volume is empty: a database of its own for the hub and for Keycloak.
set -eu
for name in stadttor keycloak; do
  psql -v ON_ERROR_STOP=1 -v name="$name" -v password="$(cat "/run/secrets/$name")" --username postgres << 'SQL'
create role :"name" login password :'password';
create database :"name" owner :"name" encoding 'UTF8';
revoke connect on database :"name" from public;
SQL
done
