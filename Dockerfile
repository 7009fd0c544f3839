# One hub node. The jar is built before: ./mvnw package -DskipTests
FROM eclipse-temurin:25-jre AS layers
WORKDIR /layers
COPY target/stadttor.jar .
RUN java -Djarmode=tools -jar stadttor.jar extract --layers --destination out

FROM eclipse-temurin:25-jre
RUN groupadd --system --gid 10001 stadttor \
    && useradd --system --uid 10001 --gid 10001 --no-create-home --shell /usr/sbin/nologin stadttor
WORKDIR /opt/stadttor
# What changes seldom comes first, so that a new version is a small layer.
COPY --from=layers /layers/out/dependencies/ ./
COPY --from=layers /layers/out/snapshot-dependencies/ ./
COPY --from=layers /layers/out/application/ ./
USER 10001:10001
# 9000: the hub; 9009: health, for the operator's own network
EXPOSE 9000 9009
# The crypto provider unpacks its library to /tmp: with a read-only root mount a tmpfs there that allows exec.
# A server that comes back under another address is found within seconds, where Java would keep the old one for half a minute.
ENTRYPOINT ["java", "-Dsun.net.inetaddr.ttl=3", "--enable-native-access=ALL-UNNAMED", "-XX:MaxRAMPercentage=60", "-XX:+ExitOnOutOfMemoryError", "-jar", "/opt/stadttor/stadttor.jar"]
CMD ["serve"]
HEALTHCHECK --interval=5s --timeout=3s --start-period=180s --retries=6 \
    CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/${STADTTOR_MANAGEMENT_PORT:-9009} && printf 'GET /actuator/health/readiness HTTP/1.0\\r\\n\\r\\n' >&3 && IFS= read -r line <&3 && [[ $line == *' 200'* ]]"]
