# Patchboard's image. Build: docker build -t patchboard .
# It listens on every address of the container, which Patchboard refuses (exit 78) until a sign-in mode is set: see PATCHBOARD_AUTH.

FROM node:24-slim AS build
WORKDIR /patchboard
ENV NEXT_TELEMETRY_DISABLED=1
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY . .
RUN npm run build \
  && npm prune --omit=dev --ignore-scripts --no-audit --no-fund \
  # The image optimizer is off, and nothing is compiled any more: what both bring is not needed.
  && rm -rf node_modules/sharp node_modules/@img node_modules/@next/swc-* node_modules/.cache .next/cache

FROM node:24-slim
WORKDIR /patchboard
# /var/lib/patchboard is the only place that is written: mount a volume there, and the root file system read-only.
RUN mkdir -p /var/lib/patchboard && chown 65532:65532 /var/lib/patchboard
COPY --from=build /patchboard/package.json /patchboard/LICENSE /patchboard/server.mjs /patchboard/next.config.js ./
COPY --from=build /patchboard/entry ./entry
# What the store reads as it opens: its worker and its migrations.
COPY --from=build /patchboard/lib/server/store ./lib/server/store
COPY --from=build /patchboard/public ./public
COPY --from=build /patchboard/node_modules ./node_modules
COPY --from=build /patchboard/.next ./.next
ENV NODE_ENV=production \
  PORT=3000 \
  PATCHBOARD_HOST=0.0.0.0 \
  PATCHBOARD_DATA_DIR=/var/lib/patchboard
USER 65532:65532
VOLUME /var/lib/patchboard
EXPOSE 3000
HEALTHCHECK --start-period=20s CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/livez`).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "server.mjs"]
