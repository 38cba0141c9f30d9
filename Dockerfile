# syntax=docker/dockerfile:1
# The service as an image: docs/operations.md. The image brings Node.js, so the package that installs one runs no script here.
FROM node:24-slim AS packages
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN --mount=type=cache,target=/root/.npm npm ci --omit=dev --ignore-scripts && rm -rf node_modules/node node_modules/node-bin-*

FROM node:24-slim AS web
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN --mount=type=cache,target=/root/.npm npm ci --ignore-scripts
COPY src src
COPY web web
RUN node web/build.ts

FROM node:24-slim
ENV NODE_ENV=production HOST=0.0.0.0 PORT=8080 DATA_DIR=/data NODE_COMPILE_CACHE=/app/.compile-cache
WORKDIR /app
COPY --from=packages /app/node_modules node_modules
COPY package.json LICENSE ./
COPY bin bin
COPY src src
COPY sandbox sandbox
COPY --from=web /app/web/dist web/dist
RUN install --directory --owner=node --group=node --mode=0700 /data /data/exports
RUN install --directory --owner=node --group=node /app/.compile-cache
USER node
# Runs it for a moment, so that a start, also on a read-only file system, finds it compiled. The cache holds for this user, Node.js and V8's flags.
RUN DATA_DIR=/tmp/compiling timeout --preserve-status 20 node /app/bin/centra-klaviyo.mjs serve >/dev/null && rm -r /tmp/compiling
# With PostgreSQL the flags are others. None answers here, which is found out when all is compiled.
RUN DATABASE_URL=postgres://127.0.0.1:9/none DATA_DIR=/tmp/compiling node /app/bin/centra-klaviyo.mjs serve 2>/dev/null || rm -r /tmp/compiling
VOLUME /data
EXPOSE 8080
# `serve` listens on PORT, a worker on WORKER_PORT.
HEALTHCHECK --interval=10s --timeout=5s --start-period=20s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.WORKER_PORT ?? process.env.PORT}/healthz`).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["node", "/app/bin/centra-klaviyo.mjs"]
CMD ["serve"]
