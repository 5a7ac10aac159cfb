# What the official image has, but for the version control systems that nothing here asks for.
ARG DEBIAN

FROM debian:${DEBIAN}-slim AS go
COPY --from=goroot . /usr/local/go
# A module has no executable files. How this machine downloads modules is not said by variables, which would show in images.
COPY --from=machine go.env /tmp/go.env
RUN chmod -R u+w /usr/local/go && chmod +x /usr/local/go/bin/* && find /usr/local/go/pkg/tool -type f -exec chmod +x {} + \
    && cat /tmp/go.env >>/usr/local/go/go.env

FROM debian:${DEBIAN}-slim
RUN apt-get update \
    && apt-get install -y --no-install-recommends ca-certificates curl g++ gcc git libc6-dev make netbase pkg-config wget \
    && rm -rf /var/lib/apt/lists/*
COPY --from=machine ca-certificates.crt /etc/ssl/certs/ca-certificates.crt
ARG GOLANG_VERSION
ENV GOLANG_VERSION=$GOLANG_VERSION
# The image's Go is the one that builds.
ENV GOTOOLCHAIN=local
ENV GOPATH=/go
ENV PATH=$GOPATH/bin:/usr/local/go/bin:$PATH
COPY --from=go /usr/local/go /usr/local/go
RUN mkdir -p "$GOPATH/src" "$GOPATH/bin" && chmod -R 1777 "$GOPATH"
WORKDIR $GOPATH
# The standard library is compiled in advance where a recipe asks for it. That changes no byte of what is built, since the
# go command keeps what it compiled by its content, and it saves each build of the tests half a minute.
ARG COMPILED=
RUN if [ -n "$COMPILED" ]; then for cgo in 0 1; do CGO_ENABLED=$cgo go build -trimpath net/http os/exec os/user || exit 1; done; fi
