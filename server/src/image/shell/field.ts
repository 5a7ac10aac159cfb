import type { Word } from '../../shell/ast.ts';

/** Stands in the text of a field for a piece that only a running shell can tell. */
export const UNKNOWN_PIECE = '\u0000';

/** One argument, as the command gets it. */
export interface Field {
  /** With UNKNOWN_PIECE for each piece that is not known. */
  readonly text: string;
  /** `text` when all of it is known, else null. */
  readonly value: string | null;
  /** It may be several arguments, or none. */
  readonly several: boolean;
  /** For an argument of the script that is handed on as it is, what that was given as. */
  readonly given?: object | null;
  readonly word: Word;
}
