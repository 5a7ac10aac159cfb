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

/**
 * By the id of a library, those whose packages come along with its own, in some release of Debian: to build against it, and to
 * run what is linked to it.
 */
export const LIBRARY_DEPENDENCIES: Readonly<Record<'build' | 'run', ReadonlyMap<string, readonly string[]>>> =
  {
    build: new Map(
      Object.entries({
        cairo: words(
          'brotli bzip2 expat fontconfig freetype glib libffi libpng pcre pcre2 pixman selinux util-linux x11 xcb xext xrender zlib',
        ),
        curl: words('brotli gmp gnutls krb5 libssh2 nghttp2 openldap openssl p11-kit zlib zstd'),
        dbus: words('libcap systemd'),
        devmapper: words('libcap pcre2 selinux udev'),
        fontconfig: words('brotli bzip2 expat freetype libpng util-linux zlib'),
        freetype: words('brotli bzip2 libpng zlib'),
        gdal: words(
          'brotli curl expat geos giflib gmp gnutls hdf5 icu json-c krb5 lapack libaom libavif libde265 libheif libjpeg libpng libpq libssh2 libtiff libwebp libxml2 lz4 mysqlclient netcdf nghttp2 openblas openjpeg openldap openssl p11-kit pcre pcre2 proj sqlite unixodbc util-linux x265 xxhash xz zlib zstd',
        ),
        glfw: words('mesa-gl x11 xcb'),
        glib: words('libffi pcre pcre2 selinux util-linux zlib'),
        gpgme: words('libassuan libgpg-error'),
        graphicsmagick: words(
          'brotli bzip2 freetype icu lcms2 libaom libde265 libexif libheif libjpeg libjxl libpng libtiff libwebp libxml2 util-linux x11 x265 xcb xext xz zlib zstd',
        ),
        gstreamer: words(
          'elfutils gbm glib libcap libdrm libffi libunwind mesa-gl pcre pcre2 selinux udev util-linux wayland x11 xcb xz zlib zstd',
        ),
        gtk3: words(
          'brotli bzip2 cairo dbus expat fontconfig freetype gdk-pixbuf glib harfbuzz icu libcap libffi libjpeg libpng libtiff libwebp mesa-gl pango pcre pcre2 pixman selinux systemd util-linux wayland x11 xcb xcomposite xcursor xext xfixes xi xinerama xkbcommon xrandr xrender xtst xz zlib zstd',
        ),
        harfbuzz: words('brotli bzip2 freetype glib icu libffi libpng pcre pcre2 selinux util-linux zlib'),
        hdf5: words('brotli curl gmp gnutls krb5 libjpeg libssh2 nghttp2 openldap openssl p11-kit zlib zstd'),
        imagemagick: words(
          'brotli bzip2 cairo expat fftw fontconfig freetype gdk-pixbuf glib harfbuzz icu lcms2 libexif libffi libjpeg libpng librsvg libtiff libwebp libxml2 openjpeg pango pcre pcre2 pixman selinux util-linux x11 xcb xext xrender xz zlib zstd',
        ),
        libarchive: words('acl attr bzip2 gmp libxml2 lz4 xxhash xz zlib zstd'),
        libavif: words('libaom'),
        libgd: words(
          'brotli bzip2 expat fontconfig freetype libaom libavif libde265 libheif libjpeg libpng libtiff libvpx libwebp util-linux x11 x265 xcb xz zlib zstd',
        ),
        libgit2: words('libgcrypt libgpg-error libssh2 openssl pcre pcre2 zlib'),
        libheif: words('brotli libaom libde265 x265'),
        'libnetfilter-queue': words('libnfnetlink'),
        libpcap: words('dbus libcap systemd'),
        libpng: words('zlib'),
        libpq: words('openssl'),
        libraw: words('lcms2'),
        librdkafka: words(
          'brotli curl cyrus-sasl gmp gnutls krb5 libssh2 lz4 nghttp2 openldap openssl p11-kit xxhash zlib zstd',
        ),
        librsvg: words(
          'brotli bzip2 cairo expat fontconfig freetype gdk-pixbuf glib harfbuzz icu libffi libjpeg libpng libtiff libwebp libxml2 pango pcre pcre2 pixman selinux util-linux x11 xcb xext xrender xz zlib zstd',
        ),
        libsecret: words('glib libffi libgcrypt libgpg-error pcre pcre2 selinux util-linux zlib'),
        libssh2: words('libgcrypt libgpg-error openssl zlib'),
        libtiff: words('libjpeg libwebp xz zlib zstd'),
        libvips: words(
          'acl attr brotli bzip2 cairo curl expat fftw fontconfig freetype gdk-pixbuf giflib glib gmp gnutls harfbuzz hdf5 icu imagemagick krb5 lcms2 libaom libarchive libde265 libexif libffi libheif libjpeg libjxl libpng librsvg libssh2 libtiff libwebp libxml2 lz4 nghttp2 openjpeg openldap openslide openssl p11-kit pango pcre pcre2 pixman poppler selinux util-linux x11 x265 xcb xext xrender xxhash xz zlib zstd',
        ),
        libxml2: words('icu'),
        libxslt: words('icu libxml2'),
        'lua5.1': words('ncurses readline'),
        lz4: words('xxhash'),
        'mesa-gl': words('x11 xcb'),
        mupdf: words('brotli bzip2 freetype libpng zlib'),
        mysqlclient: words('openssl zlib'),
        opencv: words('ffmpeg gphoto2 libexif libjpeg libpng libtiff libwebp xz zlib zstd'),
        opusfile: words('ogg opus'),
        pango: words(
          'brotli bzip2 cairo expat fontconfig freetype glib harfbuzz icu libffi libpng pcre pcre2 pixman selinux util-linux x11 xcb xext xrender zlib',
        ),
        poppler: words(
          'brotli bzip2 cairo expat fontconfig freetype glib libffi libpng pcre pcre2 pixman selinux util-linux x11 xcb xext xrender zlib',
        ),
        portaudio: words('alsa jack util-linux'),
        proj: words(
          'brotli gmp gnutls krb5 libjpeg libssh2 libtiff libwebp nghttp2 openldap openssl p11-kit sqlite xz zlib zstd',
        ),
        pulse: words('glib libffi pcre pcre2 selinux util-linux zlib'),
        readline: words('ncurses'),
        rocksdb: words('bzip2 lz4 snappy xxhash zlib zstd'),
        sdl2: words(
          'alsa dbus gbm glib libcap libdrm libffi mesa-gl pcre pcre2 pulse samplerate selinux systemd udev util-linux wayland x11 xcb xcursor xext xfixes xi xinerama xkbcommon xrandr xrender xss xxf86vm zlib',
        ),
        systemd: words('libcap'),
        taglib: words('zlib'),
        tesseract: words(
          'acl attr brotli bzip2 curl gmp gnutls krb5 leptonica libarchive libssh2 libxml2 lz4 nghttp2 openldap openssl p11-kit xxhash xz zlib zstd',
        ),
        udev: words('libcap'),
        'util-linux': words('pcre2 selinux'),
        vorbis: words('ogg'),
        wayland: words('libffi'),
        x11: words('xcb'),
        xcursor: words('x11 xcb xfixes xrender'),
        xext: words('x11 xcb'),
        xi: words('x11 xcb xext xfixes'),
        xinerama: words('x11 xcb xext'),
        xkbcommon: words('xcb'),
        xrandr: words('x11 xcb xext xrender'),
        xtst: words('x11 xcb xext xfixes xi'),
        xxf86vm: words('x11 xcb'),
        zbar: words(
          'brotli bzip2 cairo expat fftw fontconfig freetype gdk-pixbuf glib harfbuzz icu lcms2 libexif libffi libjpeg libpng librsvg libtiff libwebp libxml2 openjpeg pango pcre pcre2 pixman selinux util-linux x11 xcb xext xrender xz zlib zstd',
        ),
        zeromq: words('icu krb5 libbsd libsodium libxml2'),
        czmq: words('icu krb5 libbsd libcap libsodium libxml2 systemd util-linux zeromq'),
        libssh: words('openssl zlib'),
        libbpf: words('elfutils zlib zstd'),
        elfutils: words('xz zlib zstd'),
        rdma: words('libnl'),
        libva: words('libffi wayland'),
        sndfile: words('flac mpg123 ogg opus vorbis'),
        flac: words('ogg'),
        theora: words('ogg'),
        mpv: words(
          'acl alsa attr brotli bzip2 dbus expat ffmpeg fftw fontconfig freetype gbm glib gmp harfbuzz icu lcms2 libarchive libcap libdrm libffi libjpeg libpng libva libxml2 lz4 mesa-gl ncurses pcre2 pulse readline samplerate sdl2 selinux systemd udev util-linux vulkan wayland x11 xcb xcursor xext xfixes xi xinerama xkbcommon xrandr xrender xss xxf86vm xxhash xz zlib zstd',
        ),
        'webkit2gtk-4.0': words(
          'brotli cairo dbus expat fontconfig freetype gdk-pixbuf glib gtk3 harfbuzz icu libffi libjpeg libpng libtiff libwebp libxml2 mesa-gl pango pcre pcre2 pixman selinux sqlite util-linux wayland x11 xcb xcomposite xcursor xext xfixes xi xinerama xkbcommon xrandr xrender xtst xz zlib zstd',
        ),
        'webkit2gtk-4.1': words(
          'brotli bzip2 cairo dbus expat fontconfig freetype gdk-pixbuf glib gtk3 harfbuzz icu krb5 libcap libffi libjpeg libpng libtiff libwebp mesa-gl nghttp2 pango pcre2 pixman selinux sqlite systemd util-linux wayland x11 xcb xcomposite xcursor xext xfixes xi xinerama xkbcommon xrandr xrender xtst xz zlib zstd',
        ),
        gtk4: words(
          'brotli bzip2 cairo expat fontconfig freetype gdk-pixbuf glib harfbuzz icu libffi libjpeg libpng libtiff libwebp mesa-gl pango pcre2 pixman selinux util-linux vulkan wayland x11 xcb xcomposite xcursor xext xfixes xi xinerama xkbcommon xrandr xrender xz zlib zstd',
        ),
        appindicator: words(
          'brotli bzip2 cairo dbus expat fontconfig freetype gdk-pixbuf glib gtk3 harfbuzz icu libcap libffi libjpeg libpng libtiff libwebp mesa-gl pango pcre pcre2 pixman selinux systemd util-linux wayland x11 xcb xcomposite xcursor xext xfixes xi xinerama xkbcommon xrandr xrender xtst xz zlib zstd',
        ),
        libnotify: words(
          'gdk-pixbuf glib libffi libjpeg libpng libtiff libwebp pcre pcre2 selinux util-linux xz zlib zstd',
        ),
        'gdk-pixbuf': words(
          'glib libffi libjpeg libpng libtiff libwebp pcre pcre2 selinux util-linux xz zlib zstd',
        ),
        libwebsockets: words('libcap libuv openssl zlib'),
        'cyrus-sasl': words('openssl'),
        gnutls: words('gmp p11-kit'),
        libgcrypt: words('libgpg-error'),
        libassuan: words('libgpg-error'),
        libfido2: words('openssl'),
        secp256k1: words('gmp'),
        selinux: words('pcre2'),
        acl: words('attr'),
        ostree: words(
          'acl attr bzip2 dbus glib gmp gpgme libarchive libassuan libcap libffi libgpg-error libxml2 lz4 pcre pcre2 selinux systemd util-linux xxhash xz zlib zstd',
        ),
        'sdl2-image': words(
          'alsa dbus gbm glib libcap libdrm libffi libjpeg libpng libtiff libwebp mesa-gl pcre pcre2 pulse samplerate sdl2 selinux systemd udev util-linux wayland x11 xcb xcursor xext xfixes xi xinerama xkbcommon xrandr xrender xss xxf86vm xz zlib zstd',
        ),
        'sdl2-mixer': words(
          'alsa dbus flac gbm glib libcap libdrm libffi mesa-gl mpg123 ncurses ogg opus opusfile pcre pcre2 pulse readline samplerate sdl2 selinux sndfile systemd udev util-linux vorbis wayland x11 xcb xcursor xext xfixes xi xinerama xkbcommon xrandr xrender xss xxf86vm zlib',
        ),
        'sdl2-ttf': words(
          'alsa brotli bzip2 dbus freetype gbm glib harfbuzz icu libcap libdrm libffi libpng mesa-gl pcre pcre2 pulse samplerate sdl2 selinux systemd udev util-linux wayland x11 xcb xcursor xext xfixes xi xinerama xkbcommon xrandr xrender xss xxf86vm zlib',
        ),
        'sdl2-gfx': words(
          'alsa dbus gbm glib libcap libdrm libffi mesa-gl pcre pcre2 pulse samplerate sdl2 selinux systemd udev util-linux wayland x11 xcb xcursor xext xfixes xi xinerama xkbcommon xrandr xrender xss xxf86vm zlib',
        ),
        libzip: words('zlib'),
        yara: words('jansson libmagic openssl'),
        'rtl-sdr': words('libusb'),
        lxc: words('dbus libcap libseccomp systemd'),
        xfixes: words('x11 xcb'),
        xrender: words('x11 xcb'),
        xcomposite: words('x11 xcb xext xfixes'),
        xss: words('x11 xcb xext'),
        cups: words('libjpeg libpng libtiff libwebp xz zlib zstd'),
        libjxl: words('brotli'),
        libmemcached: words('cyrus-sasl openssl'),
        netcdf: words(
          'brotli curl gmp gnutls hdf5 icu krb5 libjpeg libssh2 libxml2 nghttp2 openldap openssl p11-kit zlib zstd',
        ),
        xmlsec: words('gmp gnutls icu libgcrypt libgpg-error libxml2 libxslt openssl p11-kit'),
        libftdi: words('libusb'),
        protobuf: words('zlib'),
        libunwind: words('xz'),
        glew: words('mesa-gl x11 xcb'),
        'libnetfilter-conntrack': words('libnfnetlink'),
        'libnetfilter-log': words('libmnl libnfnetlink'),
        cryptsetup: words('argon2 devmapper json-c libcap openssl pcre2 selinux udev util-linux'),
        'lua5.3': words('ncurses readline'),
        'lua5.4': words('ncurses readline'),
        gphoto2: words('libexif'),
        'net-snmp': words('libcap openssl udev zlib'),
      }),
    ),
    run: new Map(
      Object.entries({
        btrfs: words('pcre2 selinux util-linux'),
        cairo: words(
          'acl attr brotli bzip2 expat fontconfig freetype gmp libbsd libpng pcre2 pixman selinux util-linux x11 xcb xext xrender xz zlib',
        ),
        ceph: words(
          'acl argon2 attr audit bzip2 cryptsetup devmapper json-c krb5 libbsd libcap libnl openssl pam pcre2 rdma selinux sqlite systemd udev util-linux xz zlib zstd',
        ),
        curl: words(
          'acl brotli bzip2 cyrus-sasl gmp gnutls krb5 libffi libgcrypt libgpg-error libssh2 nghttp2 openldap openssl p11-kit pcre2 selinux xz zlib zstd',
        ),
        dbus: words('libcap libgcrypt libgpg-error lz4 systemd xz zstd'),
        devmapper: words('libcap pcre2 selinux udev'),
        ffmpeg: words(
          'acl alsa attr brotli bzip2 cairo dbus elfutils expat fftw flac fontconfig freetype gbm gdk-pixbuf glib gmp gnutls harfbuzz icu jack krb5 lame lapack lcms2 libaom libbsd libcap libdrm libffi libgcrypt libgpg-error libjpeg libjxl libpng libraw librsvg libsodium libssh libtiff libusb libva libvpx libwebp libxml2 lz4 mesa-gl mpg123 ncurses numactl ogg openal opencl openjpeg openssl opus p11-kit pango pcre pcre2 pixman pulse samplerate sdl2 selinux snappy sndfile soxr speex systemd theora udev util-linux vorbis vulkan wayland x11 x264 x265 xcb xcursor xext xfixes xi xinerama xkbcommon xrandr xrender xss xxf86vm xz zeromq zlib zstd',
        ),
        fontconfig: words('acl attr brotli bzip2 expat freetype gmp libpng pcre2 selinux util-linux xz zlib'),
        freetype: words('brotli bzip2 libpng zlib'),
        gdal: words(
          'acl attr audit brotli bzip2 curl cyrus-sasl expat fontconfig freetype geos giflib gmp gnutls gpgme hdf5 icu json-c krb5 lapack lcms2 libaom libassuan libavif libbsd libcap libde265 libffi libgcrypt libgpg-error libheif libjpeg libpng libpq libssh2 libtiff libwebp libxml2 lz4 mysqlclient ncurses netcdf nghttp2 numactl openjpeg openldap openssl p11-kit pam pcre pcre2 proj readline selinux snappy sqlite systemd unixodbc util-linux x265 xxhash xz zlib zstd',
        ),
        glfw: words(
          'elfutils expat gbm icu libbsd libdrm libffi libxml2 mesa-gl ncurses vulkan wayland x11 xcb xcursor xext xfixes xi xinerama xkbcommon xrandr xrender xxf86vm xz zlib zstd',
        ),
        glib: words('libffi pcre pcre2 selinux util-linux zlib'),
        gpgme: words(
          'acl attr audit bzip2 cyrus-sasl gmp gnutls krb5 libassuan libbsd libcap libffi libgcrypt libgpg-error ncurses openldap openssl p11-kit pam pcre2 readline selinux sqlite systemd xz zlib zstd',
        ),
        graphicsmagick: words(
          'brotli bzip2 expat freetype icu lcms2 libaom libbsd libde265 libheif libjpeg libjxl libpng libtiff libwebp libxml2 numactl x11 x265 xcb xext xz zlib zstd',
        ),
        gstreamer: words(
          'bzip2 elfutils glib libcap libdrm libffi libunwind pcre pcre2 selinux util-linux xz zlib',
        ),
        gtk3: words(
          'acl attr brotli bzip2 cairo cups dbus expat fontconfig freetype gdk-pixbuf glib gmp gnutls harfbuzz icu krb5 lcms2 libbsd libcap libffi libgcrypt libgpg-error libjpeg libpng libtiff libwebp libxml2 lz4 ncurses openssl p11-kit pango pcre pcre2 pixman selinux sqlite systemd udev util-linux wayland x11 xcb xcomposite xcursor xext xfixes xi xinerama xkbcommon xrandr xrender xz zlib zstd',
        ),
        harfbuzz: words('brotli bzip2 freetype glib libffi libpng pcre pcre2 selinux util-linux zlib'),
        hdf5: words(
          'brotli curl cyrus-sasl gmp gnutls krb5 libffi libssh2 nghttp2 openldap openssl p11-kit zlib zstd',
        ),
        imagemagick: words(
          'acl attr brotli bzip2 expat fftw fontconfig freetype glib gmp icu lcms2 libaom libbsd libde265 libffi libheif libjpeg libpng libraw libtiff libwebp libxml2 numactl openjpeg pcre pcre2 selinux util-linux x11 x265 xcb xext xz zlib zstd',
        ),
        krb5: words('acl bzip2 openssl pcre2 selinux xz zlib zstd'),
        leveldb: words('snappy'),
        libarchive: words('acl bzip2 icu libxml2 lz4 xxhash xz zlib zstd'),
        libavif: words('libaom libjpeg'),
        libgd: words(
          'acl attr brotli bzip2 expat fontconfig freetype gmp libaom libavif libbsd libde265 libheif libjpeg libpng libtiff libwebp numactl pcre2 selinux util-linux x11 x265 xcb xz zlib zstd',
        ),
        libgit2: words(
          'acl bzip2 krb5 libgcrypt libgpg-error libssh2 openssl pcre pcre2 selinux xz zlib zstd',
        ),
        libheif: words('brotli libaom libde265 numactl x265 zlib'),
        'libnetfilter-queue': words('libmnl libnfnetlink'),
        libpcap: words('dbus libcap libgcrypt libgpg-error lz4 systemd xz zstd'),
        libpng: words('zlib'),
        libpq: words(
          'acl bzip2 cyrus-sasl gmp gnutls krb5 libffi openldap openssl p11-kit pcre2 selinux xz zlib zstd',
        ),
        libraw: words('lcms2 libjpeg'),
        librdkafka: words(
          'acl brotli bzip2 curl cyrus-sasl gmp gnutls krb5 libffi libssh2 lz4 nghttp2 openldap openssl p11-kit pcre2 selinux xxhash xz zlib zstd',
        ),
        librsvg: words(
          'acl attr brotli bzip2 cairo expat fontconfig freetype gdk-pixbuf glib gmp harfbuzz icu libbsd libffi libjpeg libpng libtiff libwebp libxml2 pango pcre pcre2 pixman selinux util-linux x11 xcb xext xrender xz zlib zstd',
        ),
        libsecret: words('glib libffi libgcrypt libgpg-error pcre pcre2 selinux util-linux zlib'),
        libssh2: words('libgcrypt libgpg-error openssl zlib zstd'),
        libtiff: words('libjpeg libwebp xz zlib zstd'),
        libusb: words('libcap udev'),
        libvips: words(
          'acl attr audit brotli bzip2 cairo curl cyrus-sasl expat fftw fontconfig freetype gdk-pixbuf giflib glib gmp gnutls gpgme harfbuzz hdf5 icu krb5 lcms2 libaom libarchive libassuan libbsd libcap libde265 libexif libffi libgcrypt libgpg-error libheif libjpeg libjxl libpng libraw librsvg libssh2 libtiff libwebp libxml2 lz4 ncurses nghttp2 numactl openjpeg openldap openslide openssl p11-kit pam pango pcre pcre2 pixman poppler readline selinux sqlite systemd util-linux x11 x265 xcb xext xrender xxhash xz zlib zstd',
        ),
        libvirt: words(
          'acl apparmor audit brotli bzip2 cyrus-sasl glib gmp gnutls icu json-c krb5 libbsd libffi libgcrypt libgpg-error libnl libssh libssh2 libxml2 nghttp2 numactl openldap openssl p11-kit pcre pcre2 selinux util-linux xz zlib zstd',
        ),
        libxml2: words('icu xz zlib'),
        libxslt: words('icu libgcrypt libgpg-error libxml2 xz zlib'),
        lz4: words('xxhash'),
        'mesa-gl': words(
          'elfutils expat gbm icu libbsd libdrm libffi libxml2 ncurses vulkan wayland x11 xcb xext xfixes xxf86vm xz zlib zstd',
        ),
        mysqlclient: words('acl bzip2 openssl pcre2 selinux xz zlib zstd'),
        openal: words('alsa libbsd'),
        opencv: words(
          'elfutils expat gbm icu lapack libbsd libcap libdrm libffi libxml2 ncurses udev vulkan x11 xcb xext xfixes xxf86vm xz zlib zstd',
        ),
        openssl: words('acl bzip2 pcre2 selinux xz zlib zstd'),
        opusfile: words('acl bzip2 ogg openssl opus pcre2 selinux xz zlib zstd'),
        pam: words('acl audit bzip2 pcre2 selinux xz zlib'),
        pango: words(
          'acl attr brotli bzip2 cairo expat fontconfig freetype glib gmp harfbuzz libbsd libffi libpng pcre pcre2 pixman selinux util-linux x11 xcb xext xrender xz zlib',
        ),
        poppler: words(
          'acl attr audit brotli bzip2 cairo cyrus-sasl expat fontconfig freetype glib gmp gnutls gpgme krb5 lcms2 libassuan libbsd libcap libffi libgcrypt libgpg-error libjpeg libpng libssh2 libtiff libwebp ncurses nghttp2 openjpeg openldap openssl p11-kit pam pcre pcre2 pixman readline selinux sqlite systemd util-linux x11 xcb xext xrender xz zlib zstd',
        ),
        portaudio: words('alsa jack opus samplerate'),
        proj: words(
          'acl brotli bzip2 cyrus-sasl gmp gnutls krb5 libffi libgcrypt libgpg-error libjpeg libssh2 libtiff libwebp nghttp2 openldap openssl p11-kit pcre2 selinux sqlite xz zlib zstd',
        ),
        pulse: words(
          'acl bzip2 dbus flac krb5 lame libbsd libcap libgcrypt libgpg-error lz4 mpg123 ogg openssl opus pcre2 selinux sndfile systemd vorbis x11 xcb xz zlib zstd',
        ),
        readline: words('acl bzip2 ncurses pcre2 selinux xz zlib zstd'),
        rocksdb: words('bzip2 lz4 snappy xxhash zlib zstd'),
        sdl2: words(
          'acl alsa bzip2 dbus elfutils expat flac gbm krb5 lame libbsd libcap libdrm libffi libgcrypt libgpg-error libxml2 lz4 mpg123 ncurses ogg openssl opus pcre2 pulse samplerate selinux sndfile systemd vorbis wayland x11 xcb xcursor xext xfixes xi xinerama xkbcommon xrandr xrender xss xxf86vm xz zlib zstd',
        ),
        sox: words('bzip2 libmagic libpng xz zlib'),
        sqlcipher: words('acl bzip2 openssl pcre2 selinux xz zlib zstd'),
        systemd: words('libcap libgcrypt libgpg-error lz4 xz zstd'),
        taglib: words('icu zlib'),
        tesseract: words(
          'acl brotli bzip2 curl cyrus-sasl giflib gmp gnutls icu krb5 leptonica libarchive libffi libjpeg libpng libssh2 libtiff libwebp libxml2 lz4 nghttp2 openjpeg openldap openssl p11-kit xxhash xz zlib zstd',
        ),
        leptonica: words('giflib libjpeg libpng libtiff libwebp openjpeg xz zlib zstd'),
        udev: words('libcap'),
        'util-linux': words('pcre2 selinux'),
        vorbis: words('ogg'),
        wayland: words('libffi'),
        x11: words('libbsd xcb'),
        x265: words('numactl'),
        xcb: words('libbsd'),
        xcursor: words('libbsd x11 xcb xfixes xrender'),
        xext: words('libbsd x11 xcb'),
        xi: words('libbsd x11 xcb xext'),
        xinerama: words('libbsd x11 xcb xext'),
        xkbcommon: words('libbsd xcb'),
        xrandr: words('libbsd x11 xcb xext xrender'),
        xtst: words('libbsd x11 xcb xext xi'),
        xxf86vm: words('libbsd x11 xcb xext'),
        zbar: words('dbus libbsd libcap libgcrypt libgpg-error libjpeg lz4 systemd x11 xcb xz zstd'),
        zeromq: words('acl bzip2 krb5 libbsd libsodium openssl pcre2 selinux xz zlib zstd'),
        czmq: words(
          'acl bzip2 krb5 libbsd libcap libgcrypt libgpg-error libsodium lz4 openssl pcre2 selinux systemd util-linux xz zeromq zlib zstd',
        ),
        libmagic: words('bzip2 xz zlib'),
        hidapi: words('libcap libusb udev'),
        mosquitto: words('acl bzip2 openssl pcre2 selinux xz zlib zstd'),
        libssh: words('acl bzip2 krb5 openssl pcre2 selinux xz zlib zstd'),
        libnftables: words('gmp jansson libmnl'),
        libbpf: words('elfutils zlib zstd'),
        elfutils: words('bzip2 xz zlib zstd'),
        rdma: words(
          'acl attr audit bzip2 krb5 libbsd libcap libnl openssl pam pcre2 selinux systemd xz zlib',
        ),
        gbm: words('elfutils expat libbsd libdrm libffi libxml2 ncurses x11 xcb xz zlib zstd'),
        libva: words('libbsd libdrm x11 xcb xext xfixes'),
        openslide: words(
          'acl attr brotli bzip2 cairo expat fontconfig freetype gdk-pixbuf glib gmp icu libbsd libffi libjpeg libpng libtiff libwebp libxml2 openjpeg pcre pcre2 pixman selinux sqlite util-linux x11 xcb xext xrender xz zlib zstd',
        ),
        sndfile: words('flac lame mpg123 ogg opus vorbis'),
        jack: words('opus samplerate'),
        flac: words('ogg'),
        theora: words(
          'acl attr brotli bzip2 cairo expat fontconfig freetype gmp libbsd libpng ogg pcre2 pixman selinux util-linux x11 xcb xext xrender xz zlib',
        ),
        mpv: words(
          'acl alsa attr audit brotli bzip2 cairo cups cyrus-sasl dbus elfutils expat ffmpeg fftw flac fontconfig freetype gbm gdk-pixbuf glib gmp gnutls harfbuzz icu jack jansson krb5 lame lapack lcms2 libaom libarchive libbsd libcap libdrm libffi libgcrypt libgpg-error libjpeg libjxl libpng libraw librsvg libsodium libssh libtiff libusb libva libvpx libwebp libxml2 lmdb lua5.1 lz4 mesa-gl mpg123 ncurses numactl ogg openal opencl openjpeg openldap openssl opus p11-kit pam pango pcre pcre2 pixman pulse readline samba samplerate sdl2 selinux snappy sndfile soxr speex sqlite systemd theora udev util-linux vorbis vulkan wayland x11 x264 x265 xcb xcursor xext xfixes xi xinerama xkbcommon xrandr xrender xss xxf86vm xxhash xz zeromq zlib zstd',
        ),
        vlc: words('dbus libcap libgcrypt libgpg-error lz4 systemd xz zstd'),
        'webkit2gtk-4.0': words(
          'acl alsa aspell attr brotli bzip2 cairo cups dbus elfutils expat flac fontconfig freetype gbm gdk-pixbuf glib gmp gnutls gstreamer gtk3 harfbuzz hunspell icu jack krb5 lame lcms2 libaom libavif libbsd libcap libdrm libevdev libffi libgcrypt libgpg-error libjpeg libpng libraw libseccomp libsecret libtiff libunwind libvpx libwebp libxml2 libxslt lz4 mesa-gl mpg123 ncurses ogg openssl opus p11-kit pango pcre pcre2 pixman pulse samplerate selinux sndfile speex sqlite systemd taglib theora udev util-linux vorbis vulkan wayland x11 xcb xcomposite xcursor xext xfixes xi xinerama xkbcommon xrandr xrender xxf86vm xz zlib zstd',
        ),
        'webkit2gtk-4.1': words(
          'acl alsa aspell brotli bzip2 cairo cups cyrus-sasl dbus elfutils expat flac fontconfig freetype gbm gdk-pixbuf glib gmp gnutls gstreamer gtk3 harfbuzz hidapi hunspell icu jack krb5 lame lcms2 libaom libavif libbsd libcap libdrm libevdev libffi libgcrypt libgpg-error libjpeg libjxl libpng libraw libseccomp libsecret libssh2 libtiff libunwind libvpx libwebp libxml2 libxslt lz4 mesa-gl mpg123 ncurses nghttp2 ogg openldap openssl opus p11-kit pango pcre2 pixman pulse samplerate selinux sndfile speex sqlite systemd taglib theora udev util-linux vorbis vulkan wayland x11 xcb xcomposite xcursor xext xfixes xi xinerama xkbcommon xrandr xrender xtst xxf86vm xz zlib zstd',
        ),
        gtk4: words(
          'acl brotli bzip2 cairo cups dbus expat fontconfig freetype gdk-pixbuf glib gmp gnutls harfbuzz icu krb5 lcms2 libbsd libcap libffi libgcrypt libgpg-error libjpeg libpng libtiff libwebp libxml2 lz4 lzo mesa-gl ncurses openssl p11-kit pango pcre2 pixman selinux systemd udev util-linux vulkan wayland x11 xcb xcursor xext xfixes xi xinerama xkbcommon xrandr xrender xz zlib zstd',
        ),
        appindicator: words(
          'acl attr brotli bzip2 cairo cups dbus expat fontconfig freetype gdk-pixbuf glib gmp gnutls gtk3 harfbuzz icu krb5 lcms2 libbsd libcap libffi libgcrypt libgpg-error libjpeg libpng libtiff libwebp libxml2 lz4 ncurses openssl p11-kit pango pcre pcre2 pixman selinux sqlite systemd udev util-linux wayland x11 xcb xcomposite xcursor xext xfixes xi xinerama xkbcommon xrandr xrender xz zlib zstd',
        ),
        libnotify: words(
          'gdk-pixbuf glib icu libffi libjpeg libpng libtiff libwebp libxml2 pcre pcre2 selinux util-linux xz zlib zstd',
        ),
        'gdk-pixbuf': words(
          'glib icu libffi libjpeg libpng libtiff libwebp libxml2 pcre pcre2 selinux util-linux xz zlib zstd',
        ),
        libwebsockets: words('acl bzip2 libcap libuv openssl pcre2 selinux xz zlib zstd'),
        hiredis: words('openssl zlib zstd'),
        freetds: words('acl bzip2 gmp gnutls krb5 libffi openssl p11-kit pcre2 selinux xz zlib zstd'),
        openldap: words('cyrus-sasl gmp gnutls libffi openssl p11-kit zlib zstd'),
        'cyrus-sasl': words('openssl zlib zstd'),
        gnutls: words('gmp libffi p11-kit'),
        libgcrypt: words('libgpg-error'),
        libassuan: words('libgpg-error'),
        'p11-kit': words('libffi'),
        libfido2: words('acl bzip2 libcap openssl pcre2 selinux udev xz zlib zstd'),
        secp256k1: words('gmp'),
        selinux: words('pcre2'),
        kmod: words('acl bzip2 openssl pcre2 selinux xz zlib zstd'),
        ostree: words(
          'acl attr audit brotli bzip2 cyrus-sasl dbus glib gmp gnutls gpgme icu krb5 libarchive libassuan libbsd libcap libffi libgcrypt libgpg-error libssh2 libxml2 lz4 ncurses nghttp2 openldap openssl p11-kit pam pcre pcre2 readline selinux sqlite systemd util-linux xxhash xz zlib zstd',
        ),
        subid: words('acl attr audit bzip2 libbsd pam pcre2 selinux'),
        'sdl2-image': words(
          'acl alsa bzip2 dbus elfutils expat flac gbm krb5 lame libbsd libcap libdrm libffi libgcrypt libgpg-error libjpeg libpng libtiff libwebp libxml2 lz4 mpg123 ncurses ogg openssl opus pcre2 pulse samplerate sdl2 selinux sndfile systemd vorbis wayland x11 xcb xcursor xext xfixes xi xinerama xkbcommon xrandr xrender xss xxf86vm xz zlib zstd',
        ),
        'sdl2-mixer': words(
          'acl alsa bzip2 dbus elfutils expat flac gbm glib jack krb5 lame libbsd libcap libdrm libffi libgcrypt libgpg-error libxml2 lz4 mpg123 ncurses ogg openssl opus opusfile pcre pcre2 pulse readline samplerate sdl2 selinux sndfile systemd util-linux vorbis wayland x11 xcb xcursor xext xfixes xi xinerama xkbcommon xrandr xrender xss xxf86vm xz zlib zstd',
        ),
        'sdl2-ttf': words(
          'acl alsa brotli bzip2 dbus elfutils expat flac freetype gbm glib harfbuzz krb5 lame libbsd libcap libdrm libffi libgcrypt libgpg-error libpng libxml2 lz4 mpg123 ncurses ogg openssl opus pcre2 pulse samplerate sdl2 selinux sndfile systemd util-linux vorbis wayland x11 xcb xcursor xext xfixes xi xinerama xkbcommon xrandr xrender xss xxf86vm xz zlib zstd',
        ),
        'sdl2-gfx': words(
          'acl alsa bzip2 dbus elfutils expat flac gbm krb5 lame libbsd libcap libdrm libffi libgcrypt libgpg-error libxml2 lz4 mpg123 ncurses ogg openssl opus pcre2 pulse samplerate sdl2 selinux sndfile systemd vorbis wayland x11 xcb xcursor xext xfixes xi xinerama xkbcommon xrandr xrender xss xxf86vm xz zlib zstd',
        ),
        assimp: words('zlib'),
        libzip: words('acl bzip2 openssl pcre2 selinux xz zlib zstd'),
        hyperscan: words('acl bzip2 pcre2 selinux xz zlib'),
        yara: words('acl bzip2 jansson libmagic openssl pcre2 selinux xz zlib zstd'),
        bluez: words('udev'),
        'rtl-sdr': words('libcap libusb udev'),
        lxc: words('apparmor dbus libcap libseccomp pcre2 selinux systemd'),
        samba: words(
          'acl audit bzip2 cups cyrus-sasl dbus expat gmp gnutls icu jansson krb5 libbsd libcap libffi libgcrypt libgpg-error lmdb lz4 ncurses openldap openssl p11-kit pam pcre2 readline selinux sqlite systemd util-linux xz zlib zstd',
        ),
        xfixes: words('libbsd x11 xcb'),
        xrender: words('libbsd x11 xcb'),
        xcomposite: words('libbsd x11 xcb'),
        xss: words('libbsd x11 xcb xext'),
        cups: words(
          'acl bzip2 dbus gmp gnutls krb5 libcap libffi libgcrypt libgpg-error lz4 openssl p11-kit pcre2 selinux systemd xz zlib zstd',
        ),
        libjxl: words('brotli lcms2'),
        libmemcached: words('cyrus-sasl openssl zlib zstd'),
        netcdf: words(
          'acl brotli bzip2 curl cyrus-sasl gmp gnutls hdf5 icu krb5 libffi libgcrypt libgpg-error libssh2 libxml2 nghttp2 openldap openssl p11-kit pcre2 selinux xz zlib zstd',
        ),
        xmlsec: words('acl bzip2 icu libgcrypt libgpg-error libxml2 libxslt openssl pcre2 selinux xz zlib'),
        libftdi: words('libcap libusb udev'),
        protobuf: words('zlib'),
        libunwind: words('xz'),
        glew: words(
          'elfutils expat gbm icu libbsd libdrm libffi libxml2 mesa-gl ncurses vulkan x11 xcb xext xfixes xxf86vm xz zlib zstd',
        ),
        'libnetfilter-conntrack': words('libmnl libnfnetlink'),
        'libnetfilter-log': words('libmnl libnfnetlink'),
        cryptsetup: words(
          'acl argon2 bzip2 devmapper json-c libcap openssl pcre2 selinux udev util-linux xz zlib zstd',
        ),
        gphoto2: words(
          'acl attr brotli bzip2 curl cyrus-sasl expat fontconfig freetype gmp gnutls icu krb5 libaom libavif libbsd libcap libde265 libexif libffi libgcrypt libgd libgpg-error libheif libjpeg libpng libssh2 libtiff libusb libwebp libxml2 nghttp2 numactl openldap openssl p11-kit pcre2 selinux udev util-linux x11 x265 xcb xz zlib zstd',
        ),
        sane: words(
          'acl apparmor attr audit brotli bzip2 cairo curl cyrus-sasl dbus expat fontconfig freetype glib gmp gnutls gpgme gphoto2 icu kmod krb5 lcms2 libaom libassuan libavif libbsd libcap libde265 libexif libffi libgcrypt libgd libgpg-error libheif libjpeg libpng libseccomp libssh2 libtiff libusb libwebp libxml2 lz4 ncurses net-snmp nghttp2 numactl openjpeg openldap openssl p11-kit pam pcre pcre2 pixman poppler readline selinux sqlite systemd udev util-linux x11 x265 xcb xext xrender xz zlib zstd',
        ),
        'net-snmp': words('acl bzip2 krb5 libcap openssl pcre2 selinux udev xz zlib zstd'),
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
