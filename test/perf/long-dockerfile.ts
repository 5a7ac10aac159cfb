/**
 * A Dockerfile of about `lines` lines, as a monolith would have them: groups of a builder and an image for a program
 * each, with cache mounts, continued lines with comments between, heredocs, ARGs, ENVs, packages and COPY --from.
 */
export function longDockerfile(lines: number): string {
  const head = '# syntax=docker/dockerfile:1\nARG GO_VERSION=1.25\nARG ALPINE=3.22\n\n';
  const groups = Math.max(1, Math.round((lines - 5) / (group(0).split('\n').length - 1)));
  return head + Array.from({ length: groups }, (_, index) => group(index)).join('');
}

const group = (n: number): string => `# The program service${n}.
FROM golang:\${GO_VERSION}-alpine AS build${n}
ARG TARGETOS
ARG TARGETARCH
ARG VERSION=dev
WORKDIR /src
RUN apk add --no-cache \\
      build-base \\
      # Headers for the encoder.
      libwebp-dev \\
      git

COPY go.mod go.sum ./
RUN --mount=type=cache,target=/go/pkg/mod go mod download
COPY . .
ENV CGO_ENABLED=0 GOFLAGS="-trimpath -mod=readonly"
RUN --mount=type=cache,target=/go/pkg/mod \\
    --mount=type=cache,target=/root/.cache/go-build \\
    GOOS=$TARGETOS GOARCH=\${TARGETARCH:-amd64} \\
    go build -ldflags="-s -w -X main.version=\${VERSION}" -o /out/service${n} ./cmd/service${n} && \\
    go build -o /out/migrate${n} ./cmd/migrate${n}

RUN <<EOF
set -eu
mkdir -p /out/etc
for name in a b c; do
  echo "$name" > /out/etc/$name.conf
done
EOF

FROM alpine:\${ALPINE} AS service${n}
LABEL org.opencontainers.image.title="service${n}" \\
      org.opencontainers.image.vendor="Example Inc."
RUN apk add --no-cache ca-certificates tzdata && \\
    addgroup -S app && adduser -S -G app app

# Where pictures lie.
RUN set -eux; \\
    mkdir -p /data/uploads /data/thumbs; \\
    chown -R app:app /data

WORKDIR /app
COPY --from=build${n} --chown=app:app /out/service${n} ./service${n}
COPY --from=build${n} /out/migrate${n} /usr/local/bin/
COPY --from=build${n} /out/etc/ /etc/service/
COPY migrations/ ./migrations/
COPY docker/entrypoint.sh /entrypoint.sh
RUN chmod +x /entrypoint.sh \\
 && ln -s /app/service${n} /usr/local/bin/service
ENV PORT=8080 \\
    DATA_DIR=/data
VOLUME /data
USER app
EXPOSE 8080/tcp
HEALTHCHECK --interval=30s --timeout=3s CMD wget -qO- http://localhost:8080/health || exit 1
ENTRYPOINT ["/entrypoint.sh"]
CMD ["/app/service${n}"]

`;
