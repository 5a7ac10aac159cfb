import { BUSYBOX_APPLETS, DEBIAN_COMMANDS, GOLANG_COMMANDS } from './base-commands.ts';

const words = (text: string): string[] => text.trim().split(/\s+/);

/** The applets that Debian's busybox leaves out. Their names are those of busybox's own configuration. */
const MORE_APPLETS = `
  acpid add-shell addgroup adduser adjtimex arch ascii ash base32 base64 bbconfig bc beep blkdiscard blkid blockdev
  bootchartd brctl busybox bzcat bzip2 cal cattr chat chattr chpasswd chpst chrt cksum conspy crond crontab cryptpw cttyhack
  dc deallocvt delgroup deluser depmod devfsd devmem dhcprelay diff dnsd dumpkmap dumpleases eject envdir envuidgid ether-wake
  fakeidentd fallocate fatattr fbset fbsplash fdflush fdformat fdisk fgconsole flash_eraseall flash_lock flash_unlock
  flashcp flock freeramdisk fsck fsck.minix fsfreeze fstrim fsync ftpd ftpget ftpput fuser getfattr getopt getty groups halt
  hd hdparm hexdump hexedit hush i2cdetect i2cdump i2cget i2cset i2ctransfer ifconfig ifdown ifenslave ifplugd ifup
  inetd init inotifyd insmod install ionice iostat ip ipaddr ipcalc ipcrm ipcs iplink ipneigh iproute iprule iptunnel
  kbd_mode kill killall killall5 klogd last less link linux32 linux64 linuxrc loadfont loadkmap logger login logname
  logread losetup lpd lpq lpr lsattr lsmod lsof lspci lsscsi lsusb lzcat lzma lzop lzopcat makedevs makemime man matchpathcon
  md5sum mdev mesg microcom mim minips mkdosfs mke2fs mkfifo mkfs.ext2 mkfs.minix mkfs.reiser mkfs.vfat mkpasswd
  mkswap modinfo modprobe more mount mountpoint mpstat mt nameif nanddump nandwrite nbd-client nc netcat netstat nice nl
  nmeter nohup nologin nproc nsenter nslookup ntpd nuke od openvt partprobe passwd patch pgrep pidof ping ping6
  pipe_progress pivot_root pkill pmap popmaildir poweroff powertop printenv pscan pstree pwdx raidautorun rdate rdev
  readahead readprofile realpath reboot reformime remove-shell renice reset resize resume rev rfkill rmmod route rpm rpm2cpio
  rtcwake run-init run-parts runlevel runsv runsvdir rx script scriptreplay seedrng sendmail sestatus setarch setconsole
  setfattr setfiles setfont setkeycodes setlogcons setpriv setserial setsid setuidgid sha1sum sha256sum sha384sum sha3sum
  sha512sum showkey shred shuf slattach smemcap softlimit split ssl_client start-stop-daemon strings stty su sulogin sum sv
  svc svlogd svok swapoff swapon switch_root sync sysctl syslogd tac tail tar taskset tc tcpsvd telnet telnetd tftp tftpd
  time timeout top traceroute traceroute6 tree truncate ts tsort tty ttysize tunctl tune2fs ubiattach ubidetach ubimkvol
  ubirename ubirmvol ubirsvol ubiupdatevol udhcpc udhcpc6 udhcpd udpsvd uevent ulckpwdf umount uncompress unexpand unix2dos
  unlink unlzma unlzop unshare unxz unzip uptime users usleep uudecode uuencode vconfig vi vlock volname w wall watch
  watchdog wget which who whoami whois xxd xz xzcat yes zcat zcip
  bbsh httpd sh true false [ [[ crc32 nbd paste mknod rdev getenforce setenforce selinuxenabled chcon runcon getsebool setsebool
  load_policy restorecon swaplabel fold comm expr env`;

/** What alpine adds to busybox: apk-tools, musl-utils, scanelf, ssl_client, alpine-baselayout, and old images' openssl. */
const ALPINE_ONLY = `apk bbsuid getconf getent iconv ldconfig ldd mkmntdirs scanelf ssl_client openssl c_rehash
  update-ca-certificates gcc cc c++ g++ git make abuild`;

/** What debian:jessie and older had, and no later one. */
const OLD_DEBIAN = `ping ping6 ping4 ip ss tc bridge ifcfg lnstat nstat rtacct rtmon routef routel ctstat arpd nc netcat
  nc.traditional traceroute ifup ifdown ifquery init telinit runlevel shutdown reboot halt poweroff systemctl journalctl
  udevadm modprobe insmod lsmod rmmod depmod dmsetup kmod rsyslogd logrotate cron crontab wget nano vi vim`;

/** The commands of libc and openssl, which distroless/base carries with the packages of Debian that it is made from. */
const LIBC_BIN = `ldconfig ldconfig.real getconf getent iconv iconvconfig ldd locale localedef pldd tzselect zdump zic catchsegv
  sprof pcprofiledump mtrace xtrace ldd.so openssl c_rehash`;

const busybox = [...words(BUSYBOX_APPLETS), ...words(MORE_APPLETS), 'getconf'];
const debian = [...words(DEBIAN_COMMANDS), ...words(OLD_DEBIAN)];
const golang = [...debian, ...words(GOLANG_COMMANDS)];

/**
 * The names of the commands that a base image may have in `/bin`, `/sbin`, `/usr/bin` and `/usr/sbin`. Each set holds
 * those of every release of the distribution together, so that what is not in it is surely absent, and what is in it
 * may be there.
 */
export const COMMAND_SETS = {
  none: new Set<string>(),
  busybox: new Set(busybox),
  alpine: new Set([...busybox, ...words(ALPINE_ONLY)]),
  wolfi: new Set([...busybox, ...words(ALPINE_ONLY), ...words(LIBC_BIN)]),
  distroless: new Set(words(LIBC_BIN)),
  debian: new Set(debian),
  /** Of buildpack-deps:scm too, which golang's Debian images stand on. */
  golang: new Set(golang),
  /** Ubuntu's image has little more than Debian's, and most of it is among what golang's has. */
  ubuntu: new Set([...golang, 'unminimize', 'lsb_release', 'coreutils', 'pro', 'ua']),
} as const satisfies Record<string, ReadonlySet<string>>;
