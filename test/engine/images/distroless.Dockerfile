# gcr.io/distroless/static and base: files of Debian packages, and neither a shell nor a package manager.
FROM debian:bookworm-slim AS files
RUN apt-get update \
    && cd /tmp && apt-get download base-files netbase tzdata libc6 libssl3 ca-certificates media-types \
    && for package in *.deb; do name=${package%%_*}; mkdir -p "/files/$name" && dpkg-deb -x "$package" "/files/$name"; done
WORKDIR /static
RUN cp -a /files/base-files/. /files/netbase/. /files/tzdata/. /files/media-types/. . \
    && rm -rf usr/share/doc usr/share/man usr/share/lintian \
    && mkdir -p home/nonroot root tmp etc/ssl/certs \
    && cat /files/ca-certificates/usr/share/ca-certificates/mozilla/*.crt >etc/ssl/certs/ca-certificates.crt \
    && printf 'root:x:0:0:root:/root:/sbin/nologin\nnobody:x:65534:65534:nobody:/nonexistent:/sbin/nologin\nnonroot:x:65532:65532:nonroot:/home/nonroot:/sbin/nologin\n' >etc/passwd \
    && printf 'root:x:0:\nnobody:x:65534:\ntty:x:5:\nstaff:x:50:\nnonroot:x:65532:\n' >etc/group \
    && echo 'hosts: files dns' >etc/nsswitch.conf \
    && chown 65532:65532 home/nonroot && chmod 700 root home/nonroot && chmod 1777 tmp
WORKDIR /base
RUN cp -a /files/libc6/. /files/libssl3/. . && rm -rf usr/share

FROM scratch AS static
COPY --from=files /static /
ENV PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
ENV SSL_CERT_FILE=/etc/ssl/certs/ca-certificates.crt
USER 0
WORKDIR /

FROM static AS base
COPY --from=files /base /

FROM static AS static-nonroot
USER 65532
WORKDIR /home/nonroot

FROM base AS base-nonroot
USER 65532
WORKDIR /home/nonroot
