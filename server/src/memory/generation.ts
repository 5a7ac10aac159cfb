import type { Cell, FileCell, ListCell } from './cell.ts';
import { Changes } from './changes.ts';
import type { Memo } from './memo.ts';

/** What one snapshot was asked. */
export class Generation {
  readonly files = new Map<string, FileCell>();
  readonly lists = new Map<string, ListCell>();
  /** By the fact, then by path. */
  readonly sources = new Map<string, Map<string, Cell<unknown>>>();
  /** By the fact and its key, then by path. */
  readonly folders = new Map<string, Map<string, Cell<unknown>>>();
  /** By the table and the key. */
  readonly tables = new Map<string, Cell<unknown>>();
  /** By the query, then by the text of the key. */
  readonly memos = new Map<string, Map<string, Memo>>();
  /** The queries that it was asked from outside: all that it holds was asked for them. */
  readonly roots = new Set<string>();
  /** What older snapshots were asked, the newest first. */
  older: readonly Older[];

  constructor(older: readonly Older[]) {
    this.older = older;
  }

  get isEmpty(): boolean {
    return (
      this.memos.size === 0 &&
      this.files.size === 0 &&
      this.lists.size === 0 &&
      this.sources.size === 0 &&
      this.folders.size === 0
    );
  }
}

/** What an older snapshot was asked, seen from a newer one. */
export interface Older {
  readonly generation: Generation;
  /** What has happened since. */
  readonly changes: Changes;
  /** How many snapshots were asked something since. */
  readonly age: number;
}

/**
 * What a snapshot that follows another one may take over. A query that is taken over asks for everything again that it read,
 * so that the newest generation holds all that is alive: one that answered the same queries from outside is not needed any more.
 * A few are kept where other queries were asked, in turn.
 */
export function inherited(own: Generation): readonly Older[] {
  const { older } = own;
  if (own.isEmpty) return older;
  // What was superseded refers to its snapshot: each would keep the one before it, back to the first.
  for (const { generation } of older) generation.older = [];
  const kept = older.flatMap((each): Older[] => {
    const { roots } = each.generation;
    const isAnswered = roots.size > 0 && [...roots].every((root) => own.roots.has(root));
    return isAnswered || each.age >= MAX_AGE ? [] : [{ ...each, age: each.age + 1 }];
  });
  return [{ generation: own, changes: new Changes(), age: 0 }, ...kept];
}

const MAX_AGE = 4;
