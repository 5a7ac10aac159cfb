import type { Span } from '../text/span.ts';

/** What a word is made of once quotes are understood. */
export type WordPart =
  | { readonly kind: 'literal'; readonly text: string; readonly quoted: boolean }
  /**
   * `$X`, `${X}`, `${X:-word}`, `${X##pattern}`, and `$0`, `$1`, `$@`, `$*`; other operators and parameters are
   * `unknown`. A leading `~` is the quoted variable HOME.
   */
  | {
      readonly kind: 'variable';
      readonly name: string;
      readonly operator: ParameterOperator | null;
      readonly operand: Word | null;
      readonly quoted: boolean;
    }
  /** An unquoted glob or brace pattern. */
  | { readonly kind: 'glob'; readonly text: string }
  /** `$(…)`, backquotes, arithmetic, and whatever else only a running shell can tell. */
  | { readonly kind: 'unknown'; readonly text: string };

type ParameterOperator = '-' | ':-' | '=' | ':=' | '?' | ':?' | '+' | ':+' | '#' | '##' | '%' | '%%';

export interface Word extends Span {
  /** As written. */
  readonly text: string;
  readonly parts: readonly WordPart[];
  /** The value when every part is literal, else null. */
  readonly literal: string | null;
}

export interface Assignment extends Span {
  readonly name: string;
  readonly value: Word;
}

export interface Redirect extends Span {
  readonly operator: string;
  readonly fd: number | null;
  readonly target: Word | null;
  /** The text of a here-document or here-string body; null otherwise. */
  readonly body: Word | null;
}

export interface SimpleCommand extends Span {
  readonly kind: 'command';
  readonly assignments: readonly Assignment[];
  /** The command's name and its arguments; empty for a bare assignment. */
  readonly words: readonly Word[];
  readonly redirects: readonly Redirect[];
}

/** A construct of several commands, which may be redirected as a whole: `for … done > file`. */
export interface Compound extends Span {
  /** Absent when there are none. */
  readonly redirects?: readonly Redirect[];
}

/** Commands in order. `items[i].operator` stands between item i-1 and item i; the first has none. */
export interface Sequence extends Span {
  readonly kind: 'sequence';
  readonly items: readonly {
    readonly operator: '&&' | '||' | ';' | '&' | null;
    readonly operatorSpan: Span | null;
    readonly node: ShellNode;
  }[];
}

export interface Pipeline extends Span {
  readonly kind: 'pipeline';
  readonly negated: boolean;
  readonly commands: readonly ShellNode[];
}

interface Group extends Compound {
  readonly kind: 'subshell' | 'braces';
  readonly body: Sequence;
}

export interface ForLoop extends Compound {
  readonly kind: 'for';
  readonly variable: string;
  readonly words: readonly Word[];
  readonly wordsSpan: Span;
  readonly body: Sequence;
}

export interface IfClause extends Compound {
  readonly kind: 'if';
  readonly branches: readonly { readonly condition: Sequence; readonly body: Sequence }[];
  readonly otherwise: Sequence | null;
}

export interface CaseClause extends Compound {
  readonly kind: 'case';
  readonly subject: Word;
  readonly branches: readonly { readonly patterns: readonly Word[]; readonly body: Sequence }[];
}

interface WhileLoop extends Compound {
  readonly kind: 'while';
  readonly condition: Sequence;
  readonly body: Sequence;
}

interface FunctionDefinition extends Span {
  readonly kind: 'function';
  readonly name: string;
  readonly body: ShellNode;
}

/** A construct that the adapter does not model (`[[ … ]]`, `select`, `coproc`, …). */
interface OpaqueNode extends Span {
  readonly kind: 'opaque';
  readonly text: string;
}

export type ShellNode =
  | SimpleCommand
  | Sequence
  | Pipeline
  | Group
  | ForLoop
  | IfClause
  | CaseClause
  | WhileLoop
  | FunctionDefinition
  | OpaqueNode;
