// Written by scripts/check-native-packages.ts from the distributions' own indexes.

const words = (text: string): readonly string[] => (text === '' ? [] : text.split(' '));

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
