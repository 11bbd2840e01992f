# `exchange-sim serve` for other containers and for CI:
#
#   docker build -t exchange-sim .
#   openssl rand -hex 16 > token
#   docker run --rm -p 127.0.0.1:5000:5000 \
#     -v "$PWD/token:/run/secrets/exchange-sim-token:ro" exchange-sim
#   curl -H "Authorization: Bearer $(cat token)" http://127.0.0.1:5000/sim/state
#
# A container listens beyond its own loopback, so every request has to carry the token. The APDU port
# has no place for one and stays closed. Other options stand behind the name of the image:
#   docker run … -e EXCHANGE_SIM_TOKEN=… exchange-sim --model stax --devices 8

FROM node:22-alpine AS build
WORKDIR /build
COPY package.json package-lock.json ./
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY . .
RUN npm pack && mv exchange-sim-*.tgz exchange-sim.tgz

FROM node:22-alpine
COPY --from=build /build/exchange-sim.tgz /tmp/exchange-sim.tgz
# Into a folder: npm leaves optional packages out only there, not with --global.
WORKDIR /opt/exchange-sim
RUN npm install --omit=optional --ignore-scripts --no-audit --no-fund /tmp/exchange-sim.tgz \
  && npm cache clean --force \
  && rm /tmp/exchange-sim.tgz
ENV PATH=/opt/exchange-sim/node_modules/.bin:$PATH
USER node
WORKDIR /home/node
EXPOSE 5000
# Any answer will do: without a token it is 401.
HEALTHCHECK --interval=10s --timeout=3s --start-period=5s --retries=3 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:5000/').then(({ status }) => process.exit(status < 500 ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["exchange-sim", "serve", "--host", "0.0.0.0", "--allow-remote", "--no-apdu-port"]
CMD ["--token-file", "/run/secrets/exchange-sim-token"]
