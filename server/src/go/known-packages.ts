import type { CgoGrade } from './model.ts';

/** What is known of a package without its sources. */
export interface KnownPackage {
  readonly grade: Exclude<CgoGrade, 'unknown'>;
  /** Ids of native libraries. */
  readonly libraries: readonly string[];
}

/** A package by its import path; null when nothing is known of it. The version is not looked at: these have been so for years. */
export function knownPackage(importPath: string): KnownPackage | null {
  return TABLE.get(importPath.replace(/\/v\d+(?=\/|$)/, '')) ?? null;
}

const required = (
  library: string | readonly string[],
  ...paths: readonly string[]
): (readonly [string, KnownPackage])[] =>
  paths.map((path) => [
    path,
    { grade: 'required', libraries: typeof library === 'string' ? [library] : library },
  ]);
const of = (
  grade: KnownPackage['grade'],
  libraries: readonly string[],
  ...paths: readonly string[]
): (readonly [string, KnownPackage])[] => paths.map((path) => [path, { grade, libraries }]);

/** By package, not by module: `gopacket` is pure, `gopacket/pcap` is not. A major version in the path is left out. */
const TABLE: ReadonlyMap<string, KnownPackage> = new Map([
  ...required(
    'libwebp',
    'github.com/kolesa-team/go-webp/encoder',
    'github.com/kolesa-team/go-webp/decoder',
    'github.com/kolesa-team/go-webp/webp',
  ),
  ...of('none', [], 'github.com/kolesa-team/go-webp/utils'),
  ...required([], 'github.com/chai2010/webp'),
  ...required(
    'vips',
    'github.com/h2non/bimg',
    'github.com/davidbyttow/govips/vips',
    'github.com/cshum/vipsgen/vips',
  ),
  ...of('stub', [], 'github.com/mattn/go-sqlite3'),
  ...required('librdkafka', 'github.com/confluentinc/confluent-kafka-go/kafka'),
  ...required('libpcap', 'github.com/google/gopacket/pcap', 'github.com/gopacket/gopacket/pcap'),
  ...of(
    'none',
    [],
    'github.com/google/gopacket',
    'github.com/google/gopacket/layers',
    'github.com/gopacket/gopacket',
    'github.com/gopacket/gopacket/layers',
  ),
  ...required('zeromq', 'github.com/pebbe/zmq4'),
  ...required('opencv', 'gocv.io/x/gocv'),
  ...required('tesseract', 'github.com/otiai10/gosseract'),
  ...required(
    'imagemagick',
    'gopkg.in/gographics/imagick.v3/imagick',
    'gopkg.in/gographics/imagick.v2/imagick',
  ),
  ...required('libgit2', 'github.com/libgit2/git2go'),
  ...required('rocksdb', 'github.com/linxGNU/grocksdb', 'github.com/tecbot/gorocksdb'),
  ...required('opus', 'gopkg.in/hraban/opus.v2', 'github.com/hraban/opus'),
  ...required('alsa', 'github.com/ebitengine/oto', 'github.com/hajimehoshi/oto'),
  ...required('portaudio', 'github.com/gordonklaus/portaudio'),
  ...required('libseccomp', 'github.com/seccomp/libseccomp-golang'),
  ...required('btrfs', 'github.com/containerd/btrfs'),
  ...required('gpgme', 'github.com/proglottis/gpgme'),
  ...required('systemd', 'github.com/coreos/go-systemd/sdjournal'),
  ...required('libmagic', 'github.com/rakyll/magicmime'),
  ...required('freetds', 'github.com/minus5/gofreetds'),
  ...required('unixodbc', 'github.com/alexbrainman/odbc/api'),
  ...required('libusb', 'github.com/google/gousb'),
  ...required('cairo', 'github.com/ungerik/go-cairo'),
  ...required('gtk3', 'github.com/gotk3/gotk3/gtk'),
  ...required('sdl2', 'github.com/veandco/go-sdl2/sdl'),
  ...required('ffmpeg', 'github.com/asticode/go-astiav', 'github.com/giorgisio/goav/avformat'),
  ...required('libxml2', 'github.com/lestrrat-go/libxml2'),
  ...required('leveldb', 'github.com/jmhodges/levigo'),
  ...required('lmdb', 'github.com/bmatsuo/lmdb-go/lmdb'),
  ...required('libsass', 'github.com/wellington/go-libsass'),
  ...required([], 'github.com/DataDog/zstd', 'github.com/valyala/gozstd'),
  ...required([], 'github.com/marcboeker/go-duckdb'),
  ...required([], 'github.com/bytecodealliance/wasmtime-go'),
  ...required([], 'github.com/wasmerio/wasmer-go/wasmer'),
  ...required([], 'rogchap.com/v8go'),
  ...required([], 'github.com/tree-sitter/go-tree-sitter', 'github.com/smacker/go-tree-sitter'),
  ...required([], 'github.com/godror/godror'),
]);
