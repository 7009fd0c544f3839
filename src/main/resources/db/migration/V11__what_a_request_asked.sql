-- asked: what an authorization request asked for beyond its scopes (claims, resources, authorization details, the key of
-- dpop_jkt); binding: the key or certificate that the grant's refresh tokens are bound to. Most grants have neither.
alter table grants add column asked jsonb;
alter table grants add column binding text;
