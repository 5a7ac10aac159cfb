import type { GoHead, PackageEntry, PackageFact } from '../../go/model.ts';
import type { Entry } from '../../memory/file-system.ts';
import { checksum } from './checksum.ts';
import { FORMAT, HEADER, MAGIC, NONE, Place, SUMMED_BYTES } from './go-index.ts';
import type { Stamp } from './stamp.ts';

/** A folder to be written down. */
export interface FolderToWrite {
  readonly dir: string;
  readonly inModule: boolean;
  /** Whether the module has no such folder. */
  readonly isMissing: boolean;
  readonly stamp: Stamp;
  readonly age: number;
  readonly entries: readonly Entry[] | null;
  readonly heads: readonly { readonly name: string; readonly stamp: Stamp | null; readonly head: GoHead }[];
  /** By the system and the world. */
  readonly facts: ReadonlyMap<string, PackageFact>;
}

export interface TableToWrite {
  /** The build list and the world. */
  readonly key: string;
  readonly modules: ReadonlyMap<string, Stamp>;
  readonly entries: Iterable<readonly [path: string, entry: PackageEntry]>;
}

/** The bytes of an index; `build` names the program that reads Go files as this one does. */
export function writeGoIndex(
  folders: readonly FolderToWrite[],
  packages: readonly TableToWrite[],
  build: number,
): Uint8Array {
  const tables = new Tables();
  const out: number[] = [];
  for (const { dir } of folders) out.push(tables.text(dir), NONE);
  for (const { key } of packages) out.push(tables.text(key), NONE);
  for (const [index, { inModule, isMissing, stamp, age, entries, heads, facts }] of folders.entries()) {
    out[2 * index + 1] = out.length;
    const place = isMissing ? Place.Missing : inModule ? Place.Module : Place.Own;
    out.push(place, tables.stamp(stamp), age, entries?.length ?? NONE, heads.length, facts.size);
    for (const { name, kind } of entries ?? []) out.push(tables.text(name), kind === 'folder' ? 1 : 0);
    const places = out.length;
    for (const { name, stamp: own } of heads)
      out.push(tables.text(name), own === null ? NONE : tables.stamp(own), NONE);
    for (const [world, { name, imports }] of facts) {
      out.push(tables.text(world), tables.text(name), imports.length);
      for (const each of imports) out.push(tables.text(each));
    }
    for (const [each, { head }] of heads.entries()) {
      out[places + 3 * each + 2] = out.length;
      writeHead(head, out, tables);
    }
  }
  for (const [index, table] of packages.entries()) {
    out[2 * (folders.length + index) + 1] = out.length;
    writeTable(table, out, tables);
  }
  return tables.bytes(out, [folders.length, packages.length], build);
}

function writeHead(
  { package: name, imports, constraint, cgo, embed }: GoHead,
  out: number[],
  tables: Tables,
): void {
  out.push(tables.text(name), tables.text(constraint));
  out.push(imports.length, cgo?.length ?? NONE, embed?.length ?? NONE);
  for (const each of imports) out.push(tables.text(each.path), tables.text(each.name), each.start, each.end);
  for (const each of cgo ?? []) {
    out.push(tables.text(each.constraint), tables.text(each.verb), tables.text(each.value));
    out.push(each.start, each.end);
  }
  for (const each of embed ?? []) out.push(tables.text(each));
}

function writeTable({ modules, entries }: TableToWrite, out: number[], tables: Tables): void {
  out.push(modules.size);
  for (const [root, stamp] of modules) out.push(tables.text(root), tables.stamp(stamp));
  const all = [...entries];
  out.push(all.length);
  const places = out.length;
  for (const [path] of all) out.push(tables.text(path), NONE);
  for (const [index, [, { dir, name, targets, standard }]] of all.entries()) {
    out[places + 2 * index + 1] = out.length;
    out.push(tables.text(dir), tables.text(name), targets.length, standard.length);
    for (const each of targets) out.push(tables.text(each));
    for (const each of standard) out.push(tables.text(each));
  }
}

/** Texts and stamps, each once. */
class Tables {
  readonly #texts = new Map<string, number>();
  readonly #stamps = new Map<string, number>();
  readonly #numbers: number[] = [];

  text(text: string | null): number {
    if (text === null) return NONE;
    let index = this.#texts.get(text);
    if (index === undefined) this.#texts.set(text, (index = this.#texts.size));
    return index;
  }

  stamp(stamp: Stamp): number {
    const key = stamp.join(' ');
    let index = this.#stamps.get(key);
    if (index === undefined) {
      this.#stamps.set(key, (index = this.#stamps.size));
      this.#numbers.push(...stamp);
    }
    return index;
  }

  bytes(
    records: readonly number[],
    counts: readonly [folders: number, tables: number],
    build: number,
  ): Uint8Array {
    const texts = Buffer.from(JSON.stringify([...this.#texts.keys()]));
    const start = HEADER * 4;
    const stamps = this.#numbers.length * 8;
    const out = new Uint8Array(start + stamps + records.length * 4 + texts.byteLength);
    new Int32Array(out.buffer, 0, SUMMED_BYTES / 4).set([
      MAGIC,
      FORMAT,
      build,
      this.#numbers.length,
      records.length,
      texts.byteLength,
      ...counts,
    ]);
    new Float64Array(out.buffer, start, this.#numbers.length).set(this.#numbers);
    new Int32Array(out.buffer, start + stamps, records.length).set(records);
    out.set(texts, start + stamps + records.length * 4);
    new Int32Array(out.buffer, SUMMED_BYTES, 2).set([
      checksum(out, start),
      checksum(out.subarray(0, SUMMED_BYTES), 0),
    ]);
    return out;
  }
}
