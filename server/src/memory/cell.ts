import type { FolderFact, HostTable, SourceFact } from './facts.ts';
import type { Entry, FileState } from './file-system.ts';
import type { ObjectFact } from './made.ts';
import type { FileChange, Query, Reader } from './query.ts';

/** Where answers are asked for again: a snapshot, by the cells that it has. */
export interface Cells {
  fileCell(path: string): Cell<FileState>;
  listCell(path: string): Cell<readonly Entry[] | null>;
  sourceCell<T>(fact: SourceFact<T>, path: string): Cell<T | null>;
  folderCell<T>(fact: FolderFact<T>, path: string, key: string): Cell<T>;
  tableCell<T>(table: HostTable<T>, key: string): Cell<T | null>;
  /** `text` is the key as text, where it is known already. */
  queryCell<K, T>(query: Query<K, T>, key: K, text?: string): Cell<T>;
  made<K extends object, T>(fact: ObjectFact<K, T>, object: K): T;
  with(changes: readonly FileChange[], removed?: readonly string[]): Reader;
}

/**
 * One answer, with the question that it answers. As long as the answer is the same, snapshots share the cell: whoever read it
 * keeps that alone, and one comparison tells whether it still holds.
 */
export interface Cell<T> {
  readonly value: T;
  /** The cell of the same question in another snapshot: this one if its answer is the same. */
  again(cells: Cells): Cell<unknown>;
}

export class FileCell implements Cell<FileState> {
  readonly path: string;
  readonly value: FileState;

  constructor(path: string, value: FileState) {
    this.path = path;
    this.value = value;
  }

  again(cells: Cells): Cell<FileState> {
    return cells.fileCell(this.path);
  }
}

export class ListCell implements Cell<readonly Entry[] | null> {
  readonly path: string;
  readonly value: readonly Entry[] | null;

  constructor(path: string, value: readonly Entry[] | null) {
    this.path = path;
    this.value = value;
  }

  again(cells: Cells): Cell<readonly Entry[] | null> {
    return cells.listCell(this.path);
  }
}

export class SourceCell<T> implements Cell<T | null> {
  readonly fact: SourceFact<T>;
  readonly path: string;
  readonly value: T | null;

  constructor(fact: SourceFact<T>, path: string, value: T | null) {
    this.fact = fact;
    this.path = path;
    this.value = value;
  }

  again(cells: Cells): Cell<T | null> {
    return cells.sourceCell(this.fact, this.path);
  }
}

export class FolderCell<T> implements Cell<T> {
  readonly fact: FolderFact<T>;
  readonly path: string;
  readonly key: string;
  readonly value: T;

  constructor(fact: FolderFact<T>, path: string, key: string, value: T) {
    this.fact = fact;
    this.path = path;
    this.key = key;
    this.value = value;
  }

  again(cells: Cells): Cell<T> {
    return cells.folderCell(this.fact, this.path, this.key);
  }
}

export class TableCell<T> implements Cell<T | null> {
  readonly table: HostTable<T>;
  readonly key: string;
  readonly value: T | null;

  constructor(table: HostTable<T>, key: string, value: T | null) {
    this.table = table;
    this.key = key;
    this.value = value;
  }

  again(cells: Cells): Cell<T | null> {
    const now = cells.tableCell(this.table, this.key);
    return now.value === this.value ? this : now;
  }
}

export class QueryCell<K, T> implements Cell<T> {
  readonly query: Query<K, T>;
  readonly key: K;
  /** The key as text: equal keys are one question. */
  readonly text: string;
  readonly value: T;

  constructor(query: Query<K, T>, key: K, text: string, value: T) {
    this.query = query;
    this.key = key;
    this.text = text;
    this.value = value;
  }

  again(cells: Cells): Cell<T> {
    return cells.queryCell(this.query, this.key, this.text);
  }
}
