# debian:*-slim, from the file system that debootstrap made.
FROM scratch
ADD rootfs.tar /
CMD ["bash"]
