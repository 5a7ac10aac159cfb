// Written by scripts/check-native-packages.ts from the distributions' own indexes.

/** A release of Debian whose names of packages were checked. */
export type DebianRelease = 'bullseye' | 'bookworm' | 'trixie';

const words = (text: string): readonly string[] => (text === '' ? [] : text.split(' '));

/** Names of the table of libraries that a release of Debian has. */
export const DEBIAN_CHECKED: Readonly<Record<DebianRelease, ReadonlySet<string>>> = {
  bullseye: new Set(
    words(
      'default-libmysqlclient-dev freetds-dev libacl1 libacl1-dev libaio-dev libaio1 libaom-dev libapparmor-dev libapparmor1 libarchive-dev libarchive13 libargon2-1 libargon2-dev libasound2 libasound2-dev libaspell-dev libaspell15 libassimp-dev libassimp5 libassuan-dev libassuan0 libattr1 libattr1-dev libaudit-dev libaudit1 libavcodec-dev libavdevice-dev libavfilter-dev libavformat-dev libavif-dev libavutil-dev libayatana-appindicator3-1 libayatana-appindicator3-dev libblkid-dev libblkid1 libbluetooth-dev libbluetooth3 libbpf-dev libbrotli-dev libbrotli1 libbsd-dev libbsd0 libbtrfs-dev libbtrfs0 libbz2-1.0 libbz2-dev libc-ares-dev libc-ares2 libcairo2 libcairo2-dev libcap-dev libcap2 libcephfs-dev libcephfs2 libcryptsetup-dev libcryptsetup12 libct4 libcups2 libcups2-dev libcurl4 libcurl4-openssl-dev libczmq-dev libczmq4 libdbus-1-3 libdbus-1-dev libde265-0 libde265-dev libdevmapper-dev libdevmapper1.02.1 libdrm-dev libdrm2 libdw-dev libdw1 libegl-dev libegl1 libelf-dev libelf1 libevdev-dev libevdev2 libevent-2.1-7 libevent-dev libexif-dev libexif12 libexpat1 libexpat1-dev libffi-dev libfftw3-dev libfftw3-double3 libfftw3-long3 libfftw3-single3 libfido2-1 libfido2-dev libflac-dev libfontconfig-dev libfontconfig1 libfreetype-dev libfreetype6 libftdi1-2 libftdi1-dev libfuse-dev libfuse2 libfuse3-3 libfuse3-dev libfuzzy-dev libfuzzy2 libgbm-dev libgbm1 libgcrypt20 libgcrypt20-dev libgd-dev libgd3 libgdal-dev libgdk-pixbuf-2.0-0 libgdk-pixbuf-2.0-dev libgeos-c1v5 libgeos-dev libgif-dev libgif7 libgit2-dev libgl-dev libgl1 libgl1-mesa-dev libgles-dev libgles2 libglew-dev libglfw3 libglfw3-dev libglib2.0-0 libglib2.0-dev libgmp-dev libgmp10 libgnutls28-dev libgnutls30 libgpg-error-dev libgpg-error0 libgpgme-dev libgpgme11 libgphoto2-6 libgphoto2-dev libgpiod-dev libgpiod2 libgraphicsmagick-q16-3 libgraphicsmagick1-dev libgsl-dev libgslcblas0 libgssapi-krb5-2 libgstreamer-plugins-base1.0-0 libgstreamer-plugins-base1.0-dev libgstreamer1.0-0 libgstreamer1.0-dev libgtk-3-0 libgtk-3-dev libharfbuzz-dev libharfbuzz0b libhdf5-103-1 libhdf5-dev libheif-dev libheif1 libhidapi-dev libhidapi-hidraw0 libhidapi-libusb0 libhiredis-dev libhiredis0.14 libhunspell-1.7-0 libhunspell-dev libhyperscan-dev libhyperscan5 libibverbs-dev libibverbs1 libicu-dev libjack-jackd2-0 libjack-jackd2-dev libjansson-dev libjansson4 libjemalloc-dev libjemalloc2 libjpeg-dev libjpeg62-turbo libjpeg62-turbo-dev libjson-c-dev libjson-c5 libkmod-dev libkmod2 libkrb5-3 libkrb5-dev liblapack-dev liblapack3 liblapacke liblapacke-dev liblcms2-2 liblcms2-dev libldap2-dev liblept5 libleptonica-dev libleveldb-dev libleveldb1d liblmdb-dev liblmdb0 liblua5.1-0 liblua5.1-0-dev liblua5.3-0 liblua5.3-dev liblua5.4-0 liblua5.4-dev libluajit-5.1-2 libluajit-5.1-dev liblxc1 liblz4-1 liblz4-dev liblzma-dev liblzma5 liblzo2-2 liblzo2-dev libmagic-dev libmagic1 libmagickwand-6.q16-6 libmagickwand-dev libmariadb-dev libmariadb3 libmaxminddb-dev libmaxminddb0 libmemcached-dev libmemcached11 libmnl-dev libmnl0 libmodbus-dev libmodbus5 libmosquitto-dev libmosquitto1 libmount-dev libmount1 libmp3lame-dev libmp3lame0 libmpg123-0 libmpg123-dev libmpv-dev libmupdf-dev libncurses-dev libncurses6 libncursesw6 libnetcdf-dev libnetfilter-conntrack-dev libnetfilter-conntrack3 libnetfilter-log-dev libnetfilter-log1 libnetfilter-queue-dev libnetfilter-queue1 libnfnetlink-dev libnfnetlink0 libnftables-dev libnftables1 libnghttp2-14 libnghttp2-dev libnl-3-200 libnl-3-dev libnl-genl-3-200 libnl-genl-3-dev libnl-route-3-200 libnl-route-3-dev libnotify-dev libnotify4 libnuma-dev libnuma1 libodbc1 libogg-dev libogg0 libolm-dev libolm3 libopenal-dev libopenal1 libopenblas-dev libopenblas0 libopencv-dev libopenjp2-7 libopenjp2-7-dev libopenslide-dev libopenslide0 libopus-dev libopus0 libopusfile-dev libopusfile0 libostree-1-1 libostree-dev libp11-kit-dev libp11-kit0 libpam0g libpam0g-dev libpango-1.0-0 libpango1.0-dev libpangocairo-1.0-0 libpcap-dev libpcap0.8 libpcre2-8-0 libpcre2-dev libpcre3 libpcre3-dev libpcsclite-dev libpcsclite1 libpixman-1-0 libpixman-1-dev libpng-dev libpng16-16 libpoppler-glib-dev libpoppler-glib8 libportaudio2 libpq-dev libpq5 libproj-dev libprotobuf-c-dev libprotobuf-c1 libprotobuf-dev libpulse-dev libpulse0 librados-dev librados2 libraw-dev libraw20 librbd-dev librbd1 librdkafka-dev librdkafka1 librdmacm-dev librdmacm1 libre2-9 libre2-dev libreadline-dev libreadline8 librocksdb-dev librsvg2-2 librsvg2-dev librtlsdr-dev librtlsdr0 libsamplerate0 libsamplerate0-dev libsane-dev libsane1 libsasl2-2 libsasl2-dev libsass-dev libsass1 libsdl2-2.0-0 libsdl2-dev libsdl2-gfx-1.0-0 libsdl2-gfx-dev libsdl2-image-2.0-0 libsdl2-image-dev libsdl2-mixer-2.0-0 libsdl2-mixer-dev libsdl2-ttf-2.0-0 libsdl2-ttf-dev libseccomp-dev libseccomp2 libsecp256k1-dev libsecret-1-0 libsecret-1-dev libselinux1 libselinux1-dev libsmbclient libsmbclient-dev libsnappy-dev libsnappy1v5 libsndfile1 libsndfile1-dev libsnmp-dev libsnmp40 libsodium-dev libsodium23 libsox-dev libsox3 libsoxr-dev libsoxr0 libspeex-dev libspeex1 libsqlcipher-dev libsqlcipher0 libsqlite3-0 libsqlite3-dev libssh-4 libssh-dev libssh2-1 libssh2-1-dev libssl-dev libswresample-dev libswscale-dev libsybdb5 libsystemd-dev libsystemd0 libtag1-dev libtag1v5 libtagc0 libtagc0-dev libtesseract-dev libtheora-dev libtheora0 libtiff-dev libtinfo6 libturbojpeg0 libturbojpeg0-dev libudev-dev libudev1 libunwind-dev libunwind8 liburing-dev libusb-1.0-0 libusb-1.0-0-dev libuuid1 libuv1 libuv1-dev libva-dev libva-drm2 libva-x11-2 libva2 libvips-dev libvips42 libvirt-dev libvirt0 libvlc-dev libvlc5 libvorbis-dev libvorbis0a libvorbisenc2 libvorbisfile3 libvpx-dev libvulkan-dev libvulkan1 libwayland-client0 libwayland-cursor0 libwayland-dev libwayland-egl1 libwebkit2gtk-4.0-37 libwebkit2gtk-4.0-dev libwebp-dev libwebpdemux2 libwebpmux3 libwebsockets-dev libx11-6 libx11-dev libx264-dev libx265-dev libxcb1 libxcb1-dev libxcomposite-dev libxcomposite1 libxcursor-dev libxcursor1 libxext-dev libxext6 libxfixes-dev libxfixes3 libxi-dev libxi6 libxinerama-dev libxinerama1 libxkbcommon-dev libxkbcommon-x11-0 libxkbcommon-x11-dev libxkbcommon0 libxml2 libxml2-dev libxmlsec1 libxmlsec1-dev libxmlsec1-openssl libxrandr-dev libxrandr2 libxrender-dev libxrender1 libxslt1-dev libxslt1.1 libxss-dev libxss1 libxtst-dev libxtst6 libxxf86vm-dev libxxf86vm1 libxxhash-dev libxxhash0 libyaml-0-2 libyaml-dev libyara-dev libzbar-dev libzbar0 libzip-dev libzip4 libzmq3-dev libzmq5 libzstd-dev libzstd1 lxc-dev ocl-icd-libopencl1 ocl-icd-opencl-dev portaudio19-dev unixodbc-dev uuid-dev zlib1g zlib1g-dev',
    ),
  ),
  bookworm: new Set(
    words(
      'default-libmysqlclient-dev freetds-dev libacl1 libacl1-dev libaio-dev libaio1 libaom-dev libaom3 libapparmor-dev libapparmor1 libarchive-dev libarchive13 libargon2-1 libargon2-dev libasound2 libasound2-dev libaspell-dev libaspell15 libassimp-dev libassimp5 libassuan-dev libassuan0 libattr1 libattr1-dev libaudit-dev libaudit1 libavcodec-dev libavcodec59 libavdevice-dev libavdevice59 libavfilter-dev libavfilter8 libavformat-dev libavformat59 libavif-dev libavif15 libavutil-dev libavutil57 libayatana-appindicator3-1 libayatana-appindicator3-dev libblkid-dev libblkid1 libbluetooth-dev libbluetooth3 libbpf-dev libbpf1 libbrotli-dev libbrotli1 libbsd-dev libbsd0 libbtrfs-dev libbtrfs0 libbz2-1.0 libbz2-dev libc-ares-dev libc-ares2 libcairo2 libcairo2-dev libcap-dev libcap2 libcephfs-dev libcephfs2 libcryptsetup-dev libcryptsetup12 libct4 libcups2 libcups2-dev libcurl4 libcurl4-openssl-dev libczmq-dev libczmq4 libdbus-1-3 libdbus-1-dev libde265-0 libde265-dev libdevmapper-dev libdevmapper1.02.1 libdrm-dev libdrm2 libdw-dev libdw1 libegl-dev libegl1 libelf-dev libelf1 libevdev-dev libevdev2 libevent-2.1-7 libevent-dev libexif-dev libexif12 libexpat1 libexpat1-dev libffi-dev libffi8 libfftw3-dev libfftw3-double3 libfftw3-long3 libfftw3-single3 libfido2-1 libfido2-dev libflac-dev libflac12 libfontconfig-dev libfontconfig1 libfreetype-dev libfreetype6 libftdi1-2 libftdi1-dev libfuse-dev libfuse2 libfuse3-3 libfuse3-dev libfuzzy-dev libfuzzy2 libgbm-dev libgbm1 libgcrypt20 libgcrypt20-dev libgd-dev libgd3 libgdal-dev libgdal32 libgdk-pixbuf-2.0-0 libgdk-pixbuf-2.0-dev libgeos-c1v5 libgeos-dev libgif-dev libgif7 libgit2-1.5 libgit2-dev libgl-dev libgl1 libgl1-mesa-dev libgles-dev libgles2 libglew-dev libglew2.2 libglfw3 libglfw3-dev libglib2.0-0 libglib2.0-dev libgmp-dev libgmp10 libgnutls28-dev libgnutls30 libgpg-error-dev libgpg-error0 libgpgme-dev libgpgme11 libgphoto2-6 libgphoto2-dev libgpiod-dev libgpiod2 libgraphicsmagick-q16-3 libgraphicsmagick1-dev libgsl-dev libgsl27 libgslcblas0 libgssapi-krb5-2 libgstreamer-plugins-base1.0-0 libgstreamer-plugins-base1.0-dev libgstreamer1.0-0 libgstreamer1.0-dev libgtk-3-0 libgtk-3-dev libgtk-4-1 libgtk-4-dev libharfbuzz-dev libharfbuzz0b libhdf5-103-1 libhdf5-dev libheif-dev libheif1 libhidapi-dev libhidapi-hidraw0 libhidapi-libusb0 libhiredis-dev libhiredis0.14 libhunspell-1.7-0 libhunspell-dev libhyperscan-dev libhyperscan5 libibverbs-dev libibverbs1 libicu-dev libicu72 libjack-jackd2-0 libjack-jackd2-dev libjansson-dev libjansson4 libjemalloc-dev libjemalloc2 libjpeg-dev libjpeg62-turbo libjpeg62-turbo-dev libjson-c-dev libjson-c5 libjxl-dev libjxl0.7 libkmod-dev libkmod2 libkrb5-3 libkrb5-dev liblapack-dev liblapack3 liblapacke liblapacke-dev liblcms2-2 liblcms2-dev libldap-2.5-0 libldap-dev libldap2-dev liblept5 libleptonica-dev libleveldb-dev libleveldb1d liblmdb-dev liblmdb0 liblua5.1-0 liblua5.1-0-dev liblua5.3-0 liblua5.3-dev liblua5.4-0 liblua5.4-dev libluajit-5.1-2 libluajit-5.1-dev liblxc1 liblz4-1 liblz4-dev liblzma-dev liblzma5 liblzo2-2 liblzo2-dev libmagic-dev libmagic1 libmagickwand-6.q16-6 libmagickwand-dev libmariadb-dev libmariadb3 libmaxminddb-dev libmaxminddb0 libmemcached-dev libmemcached11 libmnl-dev libmnl0 libmodbus-dev libmodbus5 libmosquitto-dev libmosquitto1 libmount-dev libmount1 libmp3lame-dev libmp3lame0 libmpg123-0 libmpg123-dev libmpv-dev libmpv2 libmupdf-dev libncurses-dev libncurses6 libncursesw6 libnetcdf-dev libnetcdf19 libnetfilter-conntrack-dev libnetfilter-conntrack3 libnetfilter-log-dev libnetfilter-log1 libnetfilter-queue-dev libnetfilter-queue1 libnfnetlink-dev libnfnetlink0 libnftables-dev libnftables1 libnghttp2-14 libnghttp2-dev libnl-3-200 libnl-3-dev libnl-genl-3-200 libnl-genl-3-dev libnl-route-3-200 libnl-route-3-dev libnotify-dev libnotify4 libnuma-dev libnuma1 libodbc1 libodbc2 libogg-dev libogg0 libolm-dev libolm3 libopenal-dev libopenal1 libopenblas-dev libopenblas0 libopencv-core406 libopencv-dev libopenjp2-7 libopenjp2-7-dev libopenslide-dev libopenslide0 libopus-dev libopus0 libopusfile-dev libopusfile0 libostree-1-1 libostree-dev libp11-kit-dev libp11-kit0 libpam0g libpam0g-dev libpango-1.0-0 libpango1.0-dev libpangocairo-1.0-0 libpcap-dev libpcap0.8 libpcre2-8-0 libpcre2-dev libpcre3 libpcre3-dev libpcsclite-dev libpcsclite1 libpixman-1-0 libpixman-1-dev libpng-dev libpng16-16 libpoppler-glib-dev libpoppler-glib8 libportaudio2 libpq-dev libpq5 libproj-dev libproj25 libprotobuf-c-dev libprotobuf-c1 libprotobuf-dev libprotobuf-lite32 libprotobuf32 libpulse-dev libpulse0 librados-dev librados2 libraw-dev libraw20 librbd-dev librbd1 librdkafka-dev librdkafka1 librdmacm-dev librdmacm1 libre2-9 libre2-dev libreadline-dev libreadline8 librocksdb-dev librocksdb7.8 librsvg2-2 librsvg2-dev librtlsdr-dev librtlsdr0 libsamplerate0 libsamplerate0-dev libsane-dev libsane1 libsasl2-2 libsasl2-dev libsass-dev libsass1 libsdl2-2.0-0 libsdl2-dev libsdl2-gfx-1.0-0 libsdl2-gfx-dev libsdl2-image-2.0-0 libsdl2-image-dev libsdl2-mixer-2.0-0 libsdl2-mixer-dev libsdl2-ttf-2.0-0 libsdl2-ttf-dev libseccomp-dev libseccomp2 libsecp256k1-1 libsecp256k1-dev libsecret-1-0 libsecret-1-dev libselinux1 libselinux1-dev libsmbclient libsmbclient-dev libsnappy-dev libsnappy1v5 libsndfile1 libsndfile1-dev libsnmp-dev libsnmp40 libsodium-dev libsodium23 libsox-dev libsox3 libsoxr-dev libsoxr0 libspeex-dev libspeex1 libsqlcipher-dev libsqlcipher0 libsqlite3-0 libsqlite3-dev libssh-4 libssh-dev libssh2-1 libssh2-1-dev libssl-dev libssl3 libsubid-dev libsubid4 libswresample-dev libswresample4 libswscale-dev libswscale6 libsybdb5 libsystemd-dev libsystemd0 libtag1-dev libtag1v5 libtagc0 libtagc0-dev libtesseract-dev libtesseract5 libtheora-dev libtheora0 libtiff-dev libtiff6 libtinfo6 libturbojpeg0 libturbojpeg0-dev libudev-dev libudev1 libunwind-dev libunwind8 liburing-dev liburing2 libusb-1.0-0 libusb-1.0-0-dev libuuid1 libuv1 libuv1-dev libva-dev libva-drm2 libva-x11-2 libva2 libvips-dev libvips42 libvirt-dev libvirt0 libvlc-dev libvlc5 libvorbis-dev libvorbis0a libvorbisenc2 libvorbisfile3 libvpx-dev libvpx7 libvulkan-dev libvulkan1 libwayland-client0 libwayland-cursor0 libwayland-dev libwayland-egl1 libwebkit2gtk-4.0-37 libwebkit2gtk-4.0-dev libwebkit2gtk-4.1-0 libwebkit2gtk-4.1-dev libwebp-dev libwebp7 libwebpdemux2 libwebpmux3 libwebsockets-dev libwebsockets17 libx11-6 libx11-dev libx264-164 libx264-dev libx265-199 libx265-dev libxcb1 libxcb1-dev libxcomposite-dev libxcomposite1 libxcursor-dev libxcursor1 libxext-dev libxext6 libxfixes-dev libxfixes3 libxi-dev libxi6 libxinerama-dev libxinerama1 libxkbcommon-dev libxkbcommon-x11-0 libxkbcommon-x11-dev libxkbcommon0 libxml2 libxml2-dev libxmlsec1 libxmlsec1-dev libxmlsec1-openssl libxrandr-dev libxrandr2 libxrender-dev libxrender1 libxslt1-dev libxslt1.1 libxss-dev libxss1 libxtst-dev libxtst6 libxxf86vm-dev libxxf86vm1 libxxhash-dev libxxhash0 libyaml-0-2 libyaml-dev libyara-dev libyara9 libzbar-dev libzbar0 libzip-dev libzip4 libzmq3-dev libzmq5 libzstd-dev libzstd1 lxc-dev ocl-icd-libopencl1 ocl-icd-opencl-dev portaudio19-dev unixodbc-dev uuid-dev zlib1g zlib1g-dev',
    ),
  ),
  trixie: new Set(
    words(
      'default-libmysqlclient-dev freetds-dev libacl1 libacl1-dev libaio-dev libaom-dev libaom3 libapparmor-dev libapparmor1 libarchive-dev libargon2-1 libargon2-dev libasound2-dev libaspell-dev libaspell15 libassimp-dev libassimp5 libassuan-dev libattr1 libattr1-dev libaudit-dev libaudit1 libavcodec-dev libavdevice-dev libavfilter-dev libavformat-dev libavif-dev libavutil-dev libayatana-appindicator3-1 libayatana-appindicator3-dev libblkid-dev libblkid1 libbluetooth-dev libbluetooth3 libbpf-dev libbpf1 libbrotli-dev libbrotli1 libbsd-dev libbsd0 libbtrfs-dev libbz2-1.0 libbz2-dev libc-ares-dev libc-ares2 libcairo2 libcairo2-dev libcap-dev libcap2 libcephfs-dev libcephfs2 libcryptsetup-dev libcryptsetup12 libct4 libcups2-dev libcurl4-openssl-dev libczmq-dev libczmq4 libdbus-1-3 libdbus-1-dev libde265-0 libde265-dev libdevmapper-dev libdevmapper1.02.1 libdrm-dev libdrm2 libdw-dev libegl-dev libegl1 libelf-dev libevdev-dev libevdev2 libevent-dev libexif-dev libexif12 libexpat1 libexpat1-dev libffi-dev libffi8 libfftw3-dev libfftw3-double3 libfftw3-long3 libfftw3-single3 libfido2-1 libfido2-dev libflac-dev libfontconfig-dev libfontconfig1 libfreetype-dev libfreetype6 libftdi1-2 libftdi1-dev libfuse-dev libfuse3-dev libfuzzy-dev libfuzzy2 libgbm-dev libgbm1 libgcrypt20 libgcrypt20-dev libgd-dev libgd3 libgdal-dev libgdk-pixbuf-2.0-0 libgdk-pixbuf-2.0-dev libgeos-dev libgif-dev libgif7 libgit2-dev libgl-dev libgl1 libgl1-mesa-dev libgles-dev libgles2 libglew-dev libglew2.2 libglfw3 libglfw3-dev libglib2.0-dev libgmp-dev libgmp10 libgnutls28-dev libgpg-error-dev libgpg-error0 libgpgme-dev libgphoto2-dev libgpiod-dev libgraphicsmagick1-dev libgsl-dev libgslcblas0 libgssapi-krb5-2 libgstreamer-plugins-base1.0-0 libgstreamer-plugins-base1.0-dev libgstreamer1.0-0 libgstreamer1.0-dev libgtk-3-dev libgtk-4-1 libgtk-4-dev libharfbuzz-dev libharfbuzz0b libhdf5-dev libheif-dev libheif1 libhidapi-dev libhidapi-hidraw0 libhidapi-libusb0 libhiredis-dev libhunspell-1.7-0 libhunspell-dev libhyperscan-dev libhyperscan5 libibverbs-dev libibverbs1 libicu-dev libjack-jackd2-0 libjack-jackd2-dev libjansson-dev libjansson4 libjemalloc-dev libjemalloc2 libjpeg-dev libjpeg62-turbo libjpeg62-turbo-dev libjson-c-dev libjson-c5 libjxl-dev libkmod-dev libkmod2 libkrb5-3 libkrb5-dev liblapack-dev liblapack3 liblapacke liblapacke-dev liblcms2-2 liblcms2-dev libldap-dev libldap2-dev libleptonica-dev libleveldb-dev libleveldb1d liblmdb-dev liblmdb0 liblua5.1-0 liblua5.1-0-dev liblua5.3-0 liblua5.3-dev liblua5.4-0 liblua5.4-dev libluajit-5.1-2 libluajit-5.1-dev liblz4-1 liblz4-dev liblzma-dev liblzma5 liblzo2-2 liblzo2-dev libmagic-dev libmagickwand-dev libmariadb-dev libmariadb3 libmaxminddb-dev libmaxminddb0 libmemcached-dev libmnl-dev libmnl0 libmodbus-dev libmodbus5 libmosquitto-dev libmosquitto1 libmount-dev libmount1 libmp3lame-dev libmp3lame0 libmpg123-dev libmpv-dev libmpv2 libmupdf-dev libncurses-dev libncurses6 libncursesw6 libnetcdf-dev libnetfilter-conntrack-dev libnetfilter-conntrack3 libnetfilter-log-dev libnetfilter-log1 libnetfilter-queue-dev libnetfilter-queue1 libnfnetlink-dev libnfnetlink0 libnftables-dev libnftables1 libnghttp2-14 libnghttp2-dev libnl-3-200 libnl-3-dev libnl-genl-3-200 libnl-genl-3-dev libnl-route-3-200 libnl-route-3-dev libnotify-dev libnotify4 libnuma-dev libnuma1 libodbc2 libogg-dev libogg0 libolm-dev libolm3 libopenal-dev libopenal1 libopenblas-dev libopenblas0 libopencv-dev libopenjp2-7 libopenjp2-7-dev libopenslide-dev libopenslide0 libopus-dev libopus0 libopusfile-dev libopusfile0 libostree-1-1 libostree-dev libp11-kit-dev libp11-kit0 libpam0g libpam0g-dev libpango-1.0-0 libpango1.0-dev libpangocairo-1.0-0 libpcap-dev libpcre2-8-0 libpcre2-dev libpcsclite-dev libpcsclite1 libpixman-1-0 libpixman-1-dev libpng-dev libpoppler-glib-dev libportaudio2 libpq-dev libpq5 libproj-dev libproj25 libprotobuf-c-dev libprotobuf-c1 libprotobuf-dev libpulse-dev libpulse0 librados-dev librados2 libraw-dev librbd-dev librbd1 librdkafka-dev librdkafka1 librdmacm-dev libre2-dev libreadline-dev librocksdb-dev librsvg2-2 librsvg2-dev librtlsdr-dev librtlsdr0 libsamplerate0 libsamplerate0-dev libsane-dev libsane1 libsasl2-2 libsasl2-dev libsass-dev libsass1 libsdl2-2.0-0 libsdl2-dev libsdl2-gfx-1.0-0 libsdl2-gfx-dev libsdl2-image-2.0-0 libsdl2-image-dev libsdl2-mixer-2.0-0 libsdl2-mixer-dev libsdl2-ttf-2.0-0 libsdl2-ttf-dev libseccomp-dev libseccomp2 libsecp256k1-dev libsecret-1-0 libsecret-1-dev libselinux1 libselinux1-dev libsmbclient-dev libsnappy-dev libsnappy1v5 libsndfile1 libsndfile1-dev libsnmp-dev libsodium-dev libsodium23 libsox-dev libsox3 libsoxr-dev libsoxr0 libspeex-dev libspeex1 libsqlcipher-dev libsqlite3-0 libsqlite3-dev libssh-4 libssh-dev libssh2-1-dev libssl-dev libsubid-dev libswresample-dev libswscale-dev libsybdb5 libsystemd-dev libsystemd0 libtag1-dev libtagc0-dev libtesseract-dev libtesseract5 libtheora-dev libtheora0 libtiff-dev libtiff6 libtinfo6 libturbojpeg0 libturbojpeg0-dev libudev-dev libudev1 libunwind-dev libunwind8 liburing-dev liburing2 libusb-1.0-0 libusb-1.0-0-dev libuuid1 libuv1-dev libva-dev libva-drm2 libva-x11-2 libva2 libvips-dev libvirt-dev libvirt0 libvlc-dev libvlc5 libvorbis-dev libvorbis0a libvorbisenc2 libvorbisfile3 libvpx-dev libvulkan-dev libvulkan1 libwayland-client0 libwayland-cursor0 libwayland-dev libwayland-egl1 libwebkit2gtk-4.1-0 libwebkit2gtk-4.1-dev libwebp-dev libwebp7 libwebpdemux2 libwebpmux3 libwebsockets-dev libx11-6 libx11-dev libx264-164 libx264-dev libx265-dev libxcb1 libxcb1-dev libxcomposite-dev libxcomposite1 libxcursor-dev libxcursor1 libxext-dev libxext6 libxfixes-dev libxfixes3 libxi-dev libxi6 libxinerama-dev libxinerama1 libxkbcommon-dev libxkbcommon-x11-0 libxkbcommon-x11-dev libxkbcommon0 libxml2 libxml2-dev libxmlsec1-dev libxrandr-dev libxrandr2 libxrender-dev libxrender1 libxslt1-dev libxslt1.1 libxss-dev libxss1 libxtst-dev libxtst6 libxxf86vm-dev libxxf86vm1 libxxhash-dev libxxhash0 libyaml-0-2 libyaml-dev libyara-dev libzbar-dev libzip-dev libzmq3-dev libzmq5 libzstd-dev libzstd1 lxc-dev ocl-icd-libopencl1 ocl-icd-opencl-dev portaudio19-dev unixodbc-dev uuid-dev zlib1g zlib1g-dev',
    ),
  ),
};

/** What a release calls a package that Debian 12 has under another name: the version in it differs. */
export const DEBIAN_NAMES: Readonly<Record<DebianRelease, ReadonlyMap<string, string>>> = {
  bullseye: new Map(
    Object.entries({
      libaom3: 'libaom0',
      libavcodec59: 'libavcodec58',
      libavdevice59: 'libavdevice58',
      libavfilter8: 'libavfilter7',
      libavformat59: 'libavformat58',
      libavif15: 'libavif9',
      libavutil57: 'libavutil56',
      libbpf1: 'libbpf0',
      libffi8: 'libffi7',
      libflac12: 'libflac8',
      libgdal32: 'libgdal28',
      'libgit2-1.5': 'libgit2-1.1',
      'libglew2.2': 'libglew2.1',
      libgsl27: 'libgsl25',
      libicu72: 'libicu67',
      'libldap-2.5-0': 'libldap-2.4-2',
      libmpv2: 'libmpv1',
      libnetcdf19: 'libnetcdf18',
      libodbc2: 'libodbc1',
      'libopencv-core406': 'libopencv-core4.5',
      libproj25: 'libproj19',
      'libprotobuf-lite32': 'libprotobuf-lite23',
      libprotobuf32: 'libprotobuf23',
      'librocksdb7.8': 'librocksdb6.11',
      'libsecp256k1-1': 'libsecp256k1-0',
      libssl3: 'libssl1.1',
      libswresample4: 'libswresample3',
      libswscale6: 'libswscale5',
      libtesseract5: 'libtesseract4',
      libtiff6: 'libtiff5',
      liburing2: 'liburing1',
      libvpx7: 'libvpx6',
      libwebp7: 'libwebp6',
      libwebsockets17: 'libwebsockets16',
      'libx264-164': 'libx264-160',
      'libx265-199': 'libx265-192',
      libyara9: 'libyara4',
    }),
  ),
  bookworm: new Map(Object.entries({})),
  trixie: new Map(
    Object.entries({
      libaio1: 'libaio1t64',
      libarchive13: 'libarchive13t64',
      libasound2: 'libasound2t64',
      libassuan0: 'libassuan9',
      libavcodec59: 'libavcodec61',
      libavdevice59: 'libavdevice61',
      libavfilter8: 'libavfilter10',
      libavformat59: 'libavformat61',
      libavif15: 'libavif16',
      libavutil57: 'libavutil59',
      libbtrfs0: 'libbtrfs0t64',
      libcups2: 'libcups2t64',
      libcurl4: 'libcurl4t64',
      libdw1: 'libdw1t64',
      libelf1: 'libelf1t64',
      'libevent-2.1-7': 'libevent-2.1-7t64',
      libflac12: 'libflac14',
      libfuse2: 'libfuse2t64',
      'libfuse3-3': 'libfuse3-4',
      libgdal32: 'libgdal36',
      'libgeos-c1v5': 'libgeos-c1t64',
      'libgit2-1.5': 'libgit2-1.9',
      'libglib2.0-0': 'libglib2.0-0t64',
      libgnutls30: 'libgnutls30t64',
      libgpgme11: 'libgpgme11t64',
      'libgphoto2-6': 'libgphoto2-6t64',
      libgpiod2: 'libgpiod3',
      'libgraphicsmagick-q16-3': 'libgraphicsmagick-q16-3t64',
      libgsl27: 'libgsl28',
      'libgtk-3-0': 'libgtk-3-0t64',
      'libhdf5-103-1': 'libhdf5-310',
      'libhiredis0.14': 'libhiredis1.1.0',
      libicu72: 'libicu76',
      'libjxl0.7': 'libjxl0.11',
      'libldap-2.5-0': 'libldap2',
      liblept5: 'libleptonica6',
      liblxc1: 'liblxc1t64',
      libmagic1: 'libmagic1t64',
      'libmagickwand-6.q16-6': 'libmagickwand-7.q16-10',
      libmemcached11: 'libmemcached11t64',
      'libmpg123-0': 'libmpg123-0t64',
      libnetcdf19: 'libnetcdf22',
      libodbc1: 'libodbc2',
      'libopencv-core406': 'libopencv-core410',
      'libpcap0.8': 'libpcap0.8t64',
      'libpng16-16': 'libpng16-16t64',
      'libpoppler-glib8': 'libpoppler-glib8t64',
      'libprotobuf-lite32': 'libprotobuf-lite32t64',
      libprotobuf32: 'libprotobuf32t64',
      libraw20: 'libraw23t64',
      librdmacm1: 'librdmacm1t64',
      'libre2-9': 'libre2-11',
      libreadline8: 'libreadline8t64',
      'librocksdb7.8': 'librocksdb9.10',
      'libsecp256k1-1': 'libsecp256k1-2',
      libsmbclient: 'libsmbclient0',
      libsnmp40: 'libsnmp40t64',
      libsqlcipher0: 'libsqlcipher1',
      'libssh2-1': 'libssh2-1t64',
      libssl3: 'libssl3t64',
      libsubid4: 'libsubid5',
      libswresample4: 'libswresample5',
      libswscale6: 'libswscale8',
      libtag1v5: 'libtag2',
      libuv1: 'libuv1t64',
      libvips42: 'libvips42t64',
      libvpx7: 'libvpx9',
      libwebsockets17: 'libwebsockets19t64',
      'libx265-199': 'libx265-215',
      libxmlsec1: 'libxmlsec1t64',
      libyara9: 'libyara10',
      libzbar0: 'libzbar0t64',
      libzip4: 'libzip5',
    }),
  ),
};

/** Debian's packages that bring gcc by what they depend on, in some release. */
export const DEBIAN_BRINGS_GCC: ReadonlySet<string> = new Set(
  words(
    'build-essential cargo debhelper g++ g++-multilib gcc gcc-multilib gfortran libgtk-4-dev libtool musl-tools rustc',
  ),
);

/** Debian's packages that bring gcc by what they recommend: with --no-install-recommends they do not. */
export const DEBIAN_MAY_BRING_GCC: ReadonlySet<string> = new Set(
  words(
    'cmake dpkg-dev flex golang golang-go hugo libayatana-appindicator3-dev libcups2-dev libgdal-dev libgraphicsmagick1-dev liblua5.1-0-dev liblua5.3-dev liblua5.4-dev libmagickwand-dev libmpv-dev libre2-dev libtag1-dev libtagc0-dev libvips-dev libzbar-dev meson npm pkgconf python3-pip unixodbc-dev',
  ),
);

/** Names of the table of libraries that Alpine has. */
export const ALPINE_CHECKED: ReadonlySet<string> = new Set(words(''));
