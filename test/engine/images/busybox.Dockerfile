FROM debian:bookworm-slim AS files
RUN apt-get update && apt-get install -y --no-install-recommends busybox-static
WORKDIR /files
RUN mkdir -p bin etc home root tmp usr/bin usr/sbin var/spool/mail var/www \
    && cp /bin/busybox bin/busybox \
    && for name in $(bin/busybox --list); do [ "$name" = busybox ] || ln bin/busybox "bin/$name"; done \
    && printf 'root:x:0:0:root:/root:/bin/sh\nwww-data:x:33:33:www-data:/var/www:/bin/false\nnobody:x:65534:65534:nobody:/home:/bin/false\n' >etc/passwd \
    && printf 'root:x:0:\nwww-data:x:33:\nnobody:x:65534:\n' >etc/group \
    && chmod 1777 tmp && chmod 700 root

FROM scratch
COPY --from=files /files /
CMD ["sh"]
