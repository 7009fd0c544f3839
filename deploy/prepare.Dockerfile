FROM debian:trixie-slim
RUN apt-get update && apt-get install -y --no-install-recommends openssl && rm -rf /var/lib/apt/lists/*
COPY --chmod=755 deploy/prepare /usr/local/bin/prepare
CMD ["prepare"]
