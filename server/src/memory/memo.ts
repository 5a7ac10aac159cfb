import type { Cell, Cells, QueryCell } from './cell.ts';
import type { FolderFact, HostTable, SourceFact } from './facts.ts';
import type { Entry, FileState } from './file-system.ts';
import type { ObjectFact } from './made.ts';
import type { FileChange, Query, Reader } from './query.ts';

/** An answer of a query with all that it was made from. It is the reader of the query, and writes down what that reads. */
export class Memo implements Reader {
  /** Null while the query runs. */
  cell: QueryCell<unknown, unknown> | null = null;
  readonly #reads: Cell<unknown>[] = [];
  /** The same, to write each down once; dropped when the query is done. */
  #seen: Set<Cell<unknown>> | null = new Set();
  #cells: Cells;

  constructor(cells: Cells) {
    this.#cells = cells;
  }

  finish(cell: QueryCell<unknown, unknown>): void {
    this.cell = cell;
    this.#seen = null;
  }

  /** Whether all that it was made from is the same in a snapshot. */
  holds(cells: Cells): boolean {
    for (const read of this.#reads) if (read.again(cells) !== read) return false;
    return true;
  }

  /**
   * A value may read on after it was returned (the files of a context, one by one). What it reads is then that of the snapshot
   * which handed it out last, and written down like the rest.
   */
  handOut(cells: Cells): void {
    this.#cells = cells;
  }

  file(path: string): FileState {
    return this.#record(this.#cells.fileCell(path));
  }

  list(path: string): readonly Entry[] | null {
    return this.#record(this.#cells.listCell(path));
  }

  source<T>(fact: SourceFact<T>, path: string): T | null {
    return this.#record(this.#cells.sourceCell(fact, path));
  }

  folder<T>(fact: FolderFact<T>, path: string, key: string): T {
    return this.#record(this.#cells.folderCell(fact, path, key));
  }

  table<T>(table: HostTable<T>, key: string): T | null {
    return this.#record(this.#cells.tableCell(table, key));
  }

  derive<K, T>(query: Query<K, T>, key: K): T {
    return this.#record(this.#cells.queryCell(query, key));
  }

  made<K extends object, T>(fact: ObjectFact<K, T>, object: K): T {
    return this.#cells.made(fact, object);
  }

  with(changes: readonly FileChange[], removed: readonly string[] = []): Reader {
    return this.#cells.with(changes, removed);
  }

  #record<T>(cell: Cell<T>): T {
    const seen = (this.#seen ??= new Set(this.#reads));
    if (!seen.has(cell)) {
      seen.add(cell);
      this.#reads.push(cell);
    }
    return cell.value;
  }
}
