ARG NODE_IMAGE=node:20.20.2-bookworm-slim

FROM ${NODE_IMAGE} AS build
# The SQLite module is compiled from its package with the headers of this Node: nothing is fetched but what the lockfile names.
ENV npm_config_build_from_source=true npm_config_nodedir=/usr/local
RUN apt-get update \
  && apt-get install --yes --no-install-recommends g++ make python3 \
  && rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --no-audit
COPY codegen.ts tsconfig.json ./
COPY schema schema
COPY src src
COPY examples/connections examples/connections
# A file that only its owner may read where it comes from is not one that the user of the image could read.
RUN npm run build && npm prune --omit=dev --no-audit && chmod -R a+rX /app

FROM ${NODE_IMAGE}
LABEL org.opencontainers.image.title="Switchboard" \
  org.opencontainers.image.description="A GraphQL gateway over the connection resources of several platforms" \
  org.opencontainers.image.licenses="UNLICENSED"
ENV NODE_ENV=production SWITCHBOARD_HOST=0.0.0.0 SWITCHBOARD_PORT=4000 SWITCHBOARD_DATA_DIR=/data
RUN install -d -m 0700 -o 10001 -g 10001 /data
WORKDIR /app
COPY --from=build /app/examples/connections examples/connections
COPY --from=build /app/package.json package.json
COPY --from=build /app/node_modules node_modules
COPY --from=build /app/schema schema
COPY --from=build /app/src/store/sqlite/migrations src/store/sqlite/migrations
COPY --from=build /app/dist dist
USER 10001:10001
VOLUME /data
EXPOSE 4000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s --retries=3 \
  CMD ["node", "-e", "require('http').get('http://127.0.0.1:' + process.env.SWITCHBOARD_PORT + '/livez', ({ statusCode }) => process.exit(statusCode === 200 ? 0 : 1)).on('error', () => process.exit(1))"]
ENTRYPOINT ["node", "/app/dist/main.js"]
