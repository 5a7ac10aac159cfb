import type { CgoDirective, GoHead, GoImport, PackageEntry, PackageFact } from '../../go/model.ts';
import type { Entry } from '../../memory/file-system.ts';
import { checksum } from './checksum.ts';
import type { Stamp } from './stamp.ts';

/**
 * What was read of many folders, in a few flat arrays: the listing of each, the heads of its Go files, and tables of the
 * packages of the module cache. It is read from disk in one go and made into objects where somebody asks.
 *
 * Layout: ten 32-bit numbers of header, of which the last two are the checksum of what follows them and of the numbers before, then the stamps as 64-bit floats, the records as 32-bit numbers, and the texts as a
 * JSON array. Records name texts by their place in that array, -1 for none.
 */
export class GoIndex {
  /** What it was read from. */
  readonly bytes: Uint8Array;
  readonly #stamps: Float64Array;
  readonly #records: Int32Array;
  readonly #texts: readonly string[];
  readonly #offsets = new Map<string, number>();
  /** By the build list and the world. */
  readonly tables = new Map<string, IndexedTable>();
  readonly #worlds = new Map<string, number>();
  readonly #folders = new Map<string, IndexedFolder>();

  /** Null for bytes that another build wrote, or that are not whole. The bytes must not change afterwards. */
  static read(bytes: Uint8Array, build: number): GoIndex | null {
    if (bytes.byteLength < HEADER_BYTES) return null;
    // Numbers lie at multiples of their size; a buffer from a pool may begin anywhere.
    const whole = bytes.byteOffset % 8 === 0 ? bytes : Uint8Array.from(bytes);
    const header = new Int32Array(whole.buffer, whole.byteOffset, HEADER);
    const [magic, format, by, stamps = 0, records = 0, texts = 0, folders = 0, tables = 0, sum, numbers] =
      header;
    if (magic !== MAGIC || format !== FORMAT || by !== build) return null;
    if (whole.byteLength !== HEADER_BYTES + stamps * 8 + records * 4 + texts) return null;
    // A damaged number would be a place, or a count, that nobody wrote.
    if (sum !== checksum(whole, HEADER_BYTES) || numbers !== checksum(whole.subarray(0, SUMMED_BYTES), 0))
      return null;
    return new GoIndex(whole, stamps, records, folders, tables);
  }

  private constructor(bytes: Uint8Array, stamps: number, records: number, folders: number, tables: number) {
    this.bytes = bytes;
    const start = bytes.byteOffset + HEADER_BYTES;
    this.#stamps = new Float64Array(bytes.buffer, start, stamps);
    this.#records = new Int32Array(bytes.buffer, start + stamps * 8, records);
    const texts = bytes.subarray(HEADER_BYTES + stamps * 8 + records * 4);
    this.#texts = JSON.parse(Buffer.from(texts.buffer, texts.byteOffset, texts.byteLength).toString());
    for (let i = 0; i < folders; i++)
      this.#offsets.set(this.text(this.number(2 * i)) ?? '', this.number(2 * i + 1));
    for (let i = folders; i < folders + tables; i++)
      this.tables.set(this.text(this.number(2 * i)) ?? '', new IndexedTable(this, this.number(2 * i + 1)));
  }

  dirs(): Iterable<string> {
    return this.#offsets.keys();
  }

  folder(dir: string): IndexedFolder | null {
    let folder = this.#folders.get(dir);
    if (folder) return folder;
    const offset = this.#offsets.get(dir);
    if (offset === undefined) return null;
    this.#folders.set(dir, (folder = new IndexedFolder(this, offset)));
    return folder;
  }

  /** @internal For the folders: the place of a text that few ask for again and again. */
  worldNumber(world: string): number {
    let index = this.#worlds.get(world);
    if (index === undefined) this.#worlds.set(world, (index = this.#texts.indexOf(world)));
    return index;
  }

  /** @internal For the folders. */
  number(at: number): number {
    return this.#records[at] ?? NONE;
  }

  /** @internal For the folders. */
  text(index: number): string | null {
    return this.#texts[index] ?? null;
  }

  /** @internal For the folders. */
  stamp(index: number): Stamp {
    const at = 4 * index;
    const number = (i: number): number => this.#stamps[at + i] ?? Number.NaN;
    return [number(0), number(1), number(2), number(3)];
  }
}

/** The first numbers of a record: how it is known to be true (two), its age, how many entries, heads and facts. */
const RECORD = 6;
export const HEADER = 10;
const HEADER_BYTES = HEADER * 4;
/** The part of the header that comes before the checksums. */
export const SUMMED_BYTES = HEADER_BYTES - 8;
export const MAGIC = 0x64_66_67_69;
/** Changes with the layout. What is meant by its values changes with the build. */
export const FORMAT = 2;
export const NONE = -1;

export const Place = { Own: 0, Module: 1, Missing: 2 } as const;

export class IndexedFolder {
  readonly #index: GoIndex;
  readonly #at: number;
  #entries: readonly Entry[] | null | undefined;
  #heads: ReadonlyMap<string, IndexedHead> | null = null;

  constructor(index: GoIndex, at: number) {
    this.#index = index;
    this.#at = at;
  }

  /** Whether it lies in a module of the module cache, which holds or falls as a whole: `stamp` is that of the module's root. */
  get inModule(): boolean {
    return this.#index.number(this.#at) !== Place.Own;
  }

  /** Whether the module has no such folder. */
  get isMissing(): boolean {
    return this.#index.number(this.#at) === Place.Missing;
  }

  get stamp(): Stamp {
    return this.#index.stamp(this.stampNumber);
  }

  /** Folders of one module have the same. */
  get stampNumber(): number {
    return this.#index.number(this.#at + 1);
  }

  /** How many times an index was written since somebody last asked for it. */
  get age(): number {
    return this.#index.number(this.#at + 2);
  }

  /** Null where it was never listed. */
  get entries(): readonly Entry[] | null {
    if (this.#entries !== undefined) return this.#entries;
    const count = this.#index.number(this.#at + 3);
    if (count === NONE) return (this.#entries = null);
    const out: Entry[] = [];
    for (let i = 0; i < count; i++) {
      const at = this.#at + RECORD + 2 * i;
      out.push({
        name: this.#index.text(this.#index.number(at)) ?? '',
        kind: this.#index.number(at + 1) === 1 ? 'folder' : 'file',
      });
    }
    return (this.#entries = out);
  }

  /** Whether a head of it is known. */
  get holdsGo(): boolean {
    return this.#headCount > 0;
  }

  get heads(): ReadonlyMap<string, IndexedHead> {
    if (this.#heads) return this.#heads;
    const out = new Map<string, IndexedHead>();
    const start = this.#headsAt;
    for (let at = start; at < start + 3 * this.#headCount; at += 3)
      out.set(this.#index.text(this.#index.number(at)) ?? '', new IndexedHead(this.#index, at));
    return (this.#heads = out);
  }

  /** What was worked out about its packages, by the system and the world. */
  fact(world: string): PackageFact | undefined {
    const index = this.#index;
    const wanted = index.worldNumber(world);
    let at = this.#headsAt + 3 * this.#headCount;
    for (let left = index.number(this.#at + 5); left > 0; left--) {
      const count = index.number(at + 2);
      if (index.number(at) === wanted) {
        const imports: string[] = [];
        for (let i = 0; i < count; i++) imports.push(index.text(index.number(at + 3 + i)) ?? '');
        return { name: index.text(index.number(at + 1)) ?? '', imports };
      }
      at += 3 + count;
    }
    return undefined;
  }

  /** Whether a package of it is known for a system: then the heads of all files that fit it are known too. */
  hasFacts(system: string): boolean {
    return this.worlds.some((world) => world.startsWith(system));
  }

  /** The worlds of its facts. */
  get worlds(): readonly string[] {
    const out: string[] = [];
    let at = this.#headsAt + 3 * this.#headCount;
    for (let left = this.#index.number(this.#at + 5); left > 0; left--) {
      out.push(this.#index.text(this.#index.number(at)) ?? '');
      at += 3 + this.#index.number(at + 2);
    }
    return out;
  }

  get #headsAt(): number {
    return this.#at + RECORD + 2 * Math.max(0, this.#index.number(this.#at + 3));
  }

  get #headCount(): number {
    return this.#index.number(this.#at + 4);
  }
}

/** A table of packages: how many modules it was made from, each with its stamp; how many packages, each with its place. */
export class IndexedTable {
  readonly #index: GoIndex;
  readonly #at: number;
  #places: ReadonlyMap<string, number> | null = null;

  constructor(index: GoIndex, at: number) {
    this.#index = index;
    this.#at = at;
  }

  /** The roots of the modules, each with the stamp that it had. */
  get modules(): readonly (readonly [root: string, stamp: Stamp])[] {
    const index = this.#index;
    return Array.from({ length: index.number(this.#at) }, (_, i) => {
      const at = this.#at + 1 + 2 * i;
      return [index.text(index.number(at)) ?? '', index.stamp(index.number(at + 1))];
    });
  }

  get paths(): Iterable<string> {
    return this.#placesOf().keys();
  }

  get(path: string): PackageEntry | undefined {
    const place = this.#placesOf().get(path);
    if (place === undefined) return undefined;
    const index = this.#index;
    const text = (at: number): string => index.text(index.number(at)) ?? '';
    const middle = place + 4 + index.number(place + 2);
    const end = middle + index.number(place + 3);
    const targets: string[] = [];
    const standard: string[] = [];
    for (let at = place + 4; at < middle; at++) targets.push(text(at));
    for (let at = middle; at < end; at++) standard.push(text(at));
    return { dir: text(place), name: text(place + 1), targets, standard };
  }

  #placesOf(): ReadonlyMap<string, number> {
    if (this.#places) return this.#places;
    const index = this.#index;
    const start = this.#at + 1 + 2 * index.number(this.#at);
    const count = index.number(start);
    const places = new Map<string, number>();
    for (let at = start + 1; at < start + 1 + 2 * count; at += 2)
      places.set(index.text(index.number(at)) ?? '', index.number(at + 1));
    return (this.#places = places);
  }
}

class IndexedHead {
  readonly #index: GoIndex;
  readonly #at: number;

  constructor(index: GoIndex, at: number) {
    this.#index = index;
    this.#at = at;
  }

  /** Null in a module of the module cache. */
  get stamp(): Stamp | null {
    const stamp = this.#index.number(this.#at + 1);
    return stamp === NONE ? null : this.#index.stamp(stamp);
  }

  read(): GoHead {
    const index = this.#index;
    let at = index.number(this.#at + 2);
    const number = (): number => index.number(at++);
    const text = (): string | null => index.text(number());
    const name = text() ?? '';
    const constraint = text();
    const [imports, directives, patterns] = [number(), number(), number()];
    const list: GoImport[] = [];
    for (let i = 0; i < imports; i++)
      list.push({ path: text() ?? '', name: text(), start: number(), end: number() });
    const cgo: CgoDirective[] = [];
    for (let i = 0; i < directives; i++)
      cgo.push({
        constraint: text() ?? '',
        verb: text() ?? '',
        value: text() ?? '',
        start: number(),
        end: number(),
      });
    const embed = Array.from({ length: Math.max(0, patterns) }, () => text() ?? '');
    const head = { package: name, imports: list, constraint, cgo: directives === NONE ? null : cgo };
    return patterns === NONE ? head : { ...head, embed };
  }
}
