# The cities' own providers, as far as this set-up plays them: one Keycloak with the three realms.
FROM quay.io/keycloak/keycloak:26.7.3
COPY realm-config/ /opt/keycloak/data/import/
# Built once, so that it starts with a read-only root.
RUN /opt/keycloak/bin/kc.sh build --db=postgres --health-enabled=true --cache=local
