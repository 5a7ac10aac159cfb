import type { CgoGrade } from '../model.ts';

/** What is known of a package without its sources. */
export interface KnownPackage {
  /** What a program is that imports it, whatever it uses of it; where `names` is set, one that uses nothing. */
  readonly grade: Exclude<CgoGrade, 'unknown'>;
  /** Ids of native libraries, or the names after `-l` of those that no distribution packages; sorted. */
  readonly libraries: readonly string[];
  /** What its package clause says, where the path does not tell. */
  readonly name: string | null;
  /** The exported names that are `left` without cgo, or those that are `lost`; null where that makes no difference. */
  readonly names: { readonly kind: 'left' | 'lost'; readonly of: ReadonlySet<string> } | null;
}

/** A package by its import path; null when nothing is known of it. The version is not looked at: these have been so for years. */
export function knownPackage(importPath: string): KnownPackage | null {
  return KNOWN_PACKAGES.get(withoutMajor(importPath)) ?? null;
}

/** An import path as the table has it: a major version in it is left out. */
export const withoutMajor = (importPath: string): string => importPath.replace(/\/v\d+(?=\/|$)/, '');

/**
 * Grade, libraries, import path, and where they matter the name of the package and the exported names that are left
 * (or, behind a minus, lost) without cgo. By package, not by module: `gopacket` is pure, `gopacket/pcap` is not. The
 * oracle compares every row with the sources.
 */
const TABLE = `
required | | github.com/DataDog/zstd
required | | github.com/NVIDIA/go-nvml/pkg/dl
required | | github.com/NVIDIA/go-nvml/pkg/nvml
required | | github.com/ThalesIgnite/crypto11
required | unixodbc | github.com/alexbrainman/odbc
required | fdb_c | github.com/apple/foundationdb/bindings/go/src/fdb
alternative | elfutils zlib | github.com/aquasecurity/libbpfgo | | Symbol
required | ffmpeg | github.com/asticode/go-astiav
required | | github.com/bmatsuo/lmdb-go/lmdb
alternative | wasmtime | github.com/bytecodealliance/wasmtime-go | wasmtime | left
alternative | ceph | github.com/ceph/go-ceph/rados | | left
alternative | ceph | github.com/ceph/go-ceph/rbd | | left
required | | github.com/chai2010/webp
alternative | | github.com/cloudflare/golz4 | lz4 | left
alternative | | github.com/confluentinc/confluent-kafka-go/kafka | | left
none | | github.com/confluentinc/confluent-kafka-go/schemaregistry
alternative | | github.com/containerd/btrfs | | Info
required | gpgme | github.com/containers/image/signature
none | | github.com/coreos/go-systemd/journal
required | | github.com/coreos/go-systemd/sdjournal
alternative | | crawshaw.io/sqlite | | BindIncrementor BindIndexStart ColumnIncrementor ColumnIndexStart Incrementor NewIncrementor
required | libvips | github.com/cshum/vipsgen/vips
alternative | libvips | github.com/davidbyttow/govips/vips | | GenericGrayGamma22ICCProfilePath GetGenericGrayGamma22ICCProfilePath GetSGrayV2MicroICCProfilePath GetSRGBIEC6196621ICCProfilePath GetSRGBV2MicroICCProfilePath ReadRuntimeStats RuntimeStats SGrayV2MicroICCProfilePath SRGBIEC6196621ICCProfilePath SRGBV2MicroICCProfilePath Scalar ValueOf
none | | github.com/digitalocean/go-libvirt
required | alsa | github.com/ebitengine/oto
required | pcsclite | github.com/ebfe/scard
required | | github.com/erigontech/mdbx-go/mdbx
stub | | github.com/ethereum/go-ethereum/crypto/secp256k1 | | BitCurve S256
required | mesa-gl x11 xcursor xi xinerama xrandr xxf86vm | fyne.io/fyne/app
required | appindicator | github.com/getlantern/systray
alternative | ggml ggml-base ggml-cpu whisper | github.com/ggerganov/whisper.cpp/bindings/go | whisper | left
none | | github.com/glebarez/sqlite
required | mesa-gl | github.com/go-gl/gl/v3.3-core/gl
alternative | mesa-gl x11 xcursor xi xinerama xrandr xxf86vm | github.com/go-gl/glfw/v3.3/glfw | | left
required | opencv | gocv.io/x/gocv
required | | github.com/godror/godror
none | | github.com/google/gopacket
required | | github.com/google/gopacket/afpacket
none | | github.com/google/gopacket/layers
required | libpcap | github.com/google/gopacket/pcap
none | | github.com/google/gopacket/pcapgo
alternative | libpcap pfring | github.com/google/gopacket/pfring | | left
none | | github.com/gopacket/gopacket
required | libpcap | github.com/gopacket/gopacket/pcap
required | libusb | github.com/google/gousb
required | portaudio | github.com/gordonklaus/portaudio
stub | | gorm.io/driver/sqlite
required | glib | github.com/gotk3/gotk3/glib
alternative | cairo fontconfig glib gtk3 pango | github.com/gotk3/gotk3/gtk | | left
required | libvips | github.com/h2non/bimg
required | x11 xcursor xi xinerama xrandr xxf86vm | github.com/hajimehoshi/ebiten
required | alsa | github.com/hajimehoshi/oto
required | bcc | github.com/iovisor/gobpf/bcc
alternative | | github.com/iovisor/gobpf/elf | | CurrentKernelVersion GetSyscallFnName KernelVersionFromReleaseString
alternative | leveldb | github.com/jmhodges/levigo | | left
alternative | | github.com/karalabe/hid
required | libwebp | github.com/kolesa-team/go-webp/decoder
required | libwebp | github.com/kolesa-team/go-webp/encoder
none | | github.com/kolesa-team/go-webp/utils
required | libwebp | github.com/kolesa-team/go-webp/webp
required | libgit2 | github.com/libgit2/git2go
required | openssl | github.com/libp2p/go-openssl
alternative | libvirt | libvirt.org/go/libvirt | | left
required | duckdb | github.com/marcboeker/go-duckdb
required | oci8 | github.com/mattn/go-oci8
alternative | | github.com/mattn/go-pointer | pointer | left
stub | | github.com/mattn/go-sqlite3 | sqlite3 | CryptEncoderSHA1 CryptEncoderSHA256 CryptEncoderSHA384 CryptEncoderSHA512 CryptEncoderSSHA1 CryptEncoderSSHA256 CryptEncoderSSHA384 CryptEncoderSSHA512 SQLiteConn SQLiteDriver
alternative | | github.com/miekg/pkcs11 | | -Attribute Ctx ECDH1DeriveParams Error GCMParams Info InitializeOption InitializeWithFlags InitializeWithReserved Mechanism MechanismInfo New NewAttribute NewECDH1DeriveParams NewGCMParams NewMechanism NewOAEPParams NewPSSParams OAEPParams ObjectHandle RSAAESKeyWrapParams SessionHandle SessionInfo SlotEvent SlotInfo TokenInfo Version
none | | modernc.org/sqlite
stub | | github.com/mutecomm/go-sqlcipher | sqlite3 | CryptEncoderSHA1 CryptEncoderSHA256 CryptEncoderSHA384 CryptEncoderSHA512 CryptEncoderSSHA1 CryptEncoderSSHA256 CryptEncoderSSHA384 CryptEncoderSSHA512 IsEncrypted SQLiteConn SQLiteDriver
none | | github.com/ncruces/go-sqlite3
required | | github.com/opencontainers/runc/libcontainer/nsenter
alternative | leptonica tesseract | github.com/otiai10/gosseract | | -BoundingBox ClearPersistentCache Client GetAvailableLanguages NewClient Version
required | zeromq | github.com/pebbe/zmq4
alternative | | github.com/pganalyze/pg_query_go | pg_query | -Deparse Fingerprint FingerprintToUInt64 HashXXH3_64 IsUtilityStmt Normalize NormalizeUtility Parse ParsePlPgSqlToJSON ParseToJSON Scan SplitWithParser SplitWithScanner Summary
required | | github.com/pion/mediadevices/pkg/codec/opus
alternative | libvpx | github.com/pion/mediadevices/pkg/codec/vpx | | ErrorResilientDefault ErrorResilientMode ErrorResilientPartitions Params RateControlCBR RateControlCQ RateControlMode RateControlVBR
required | gpgme | github.com/proglottis/gpgme
required | libmagic | github.com/rakyll/magicmime
required | x11 xcb xcb-xkb xkbcommon xtst | github.com/robotn/gohook
alternative | v8 | rogchap.com/v8go | | CPUProfileNode
required | libseccomp | github.com/seccomp/libseccomp-golang
required | | github.com/smacker/go-tree-sitter
required | | github.com/smacker/go-tree-sitter/golang
required | gtk3 x11 | github.com/sqweek/dialog
required | udev | github.com/sstallion/go-hid
required | | github.com/supranational/blst/bindings/go
alternative | rocksdb | github.com/tecbot/gorocksdb | | COWList CompressionOptions NewCOWList NewCompressionOptions NewDefaultCompressionOptions
alternative | | github.com/tree-sitter/go-tree-sitter | tree_sitter | LogType LogTypeLex LogTypeParse Logger
required | sql_experimental | github.com/tursodatabase/go-libsql
required | cairo | github.com/ungerik/go-cairo
required | | github.com/valyala/gozstd
required | sdl2 sdl2-image | github.com/veandco/go-sdl2/img
required | sdl2 sdl2-mixer | github.com/veandco/go-sdl2/mix
alternative | sdl2 | github.com/veandco/go-sdl2/sdl | | Btoi
required | sdl2 sdl2-ttf | github.com/veandco/go-sdl2/ttf
alternative | wasmer | github.com/wasmerio/wasmer-go/wasmer | | left
required | | github.com/wellington/go-libsass
required | | github.com/yalue/onnxruntime_go
none | | zombiezen.com/go/sqlite
required | opus opusfile | gopkg.in/hraban/opus.v2
alternative | imagemagick | gopkg.in/gographics/imagick.v2/imagick | | Destroy FontMetrics NewFontMetricsFromArray
alternative | imagemagick | gopkg.in/gographics/imagick.v3/imagick | | Destroy FontMetrics NewFontMetricsFromArray
`;

/** Every row of the table, by import path without a major version. */
export const KNOWN_PACKAGES: ReadonlyMap<string, KnownPackage> = new Map(
  TABLE.trim()
    .split('\n')
    .map((row): [string, KnownPackage] => {
      const [grade = '', libraries = '', path = '', name = '', names = ''] = row
        .split('|')
        .map((cell) => cell.trim());
      return [
        path,
        {
          grade: gradeOf(grade),
          libraries: words(libraries),
          name: name === '' ? null : name,
          names: namesOf(names),
        },
      ];
    }),
);

function gradeOf(word: string): KnownPackage['grade'] {
  return word === 'required' || word === 'stub' || word === 'alternative' ? word : 'none';
}

/** A lone `left` is an empty list of what is left: all is lost. */
function namesOf(cell: string): KnownPackage['names'] {
  if (cell === '') return null;
  if (cell.startsWith('-')) return { kind: 'lost', of: new Set(words(cell.slice(1))) };
  return { kind: 'left', of: new Set(cell === 'left' ? [] : words(cell)) };
}

function words(text: string): readonly string[] {
  return text === '' ? [] : text.split(' ');
}
