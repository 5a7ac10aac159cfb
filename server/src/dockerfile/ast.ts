import type { Span } from '../text/span.ts';

/** A piece of an instruction: its text as BuildKit sees it (continuations and inner comments removed), and where it stands. */
export interface Token extends Span {
  readonly value: string;
}

export interface Directive extends Span {
  readonly name: 'escape' | 'syntax' | 'check';
  readonly value: string;
}

export interface Flag extends Token {
  readonly name: string;
  /** The text after `=`; null for a bare flag. */
  readonly argument: Token | null;
}

export interface Heredoc {
  readonly name: string;
  /** The file descriptor before `<<`, 0 when none was written. */
  readonly fd: number;
  /** False when the delimiter is quoted. */
  readonly expand: boolean;
  /** `<<-`: leading tabs go. */
  readonly chomp: boolean;
  /** The lines between the opening line and the delimiter. */
  readonly body: Span;
  /** The end of the delimiter's line content. */
  readonly end: number;
  readonly closed: boolean;
}

/** The text of an instruction on one line, with continuations, inner comments and empty lines removed. */
export interface LogicalText {
  readonly text: string;
  /** The source offset of the code unit `index` of `text`. */
  offset(index: number): number;
  /** The source offset just after the code unit before `index`. */
  end(index: number): number;
}

/** `NAME=value` of ENV, LABEL and ARG, or `NAME value` in their old form. Null for an ARG without default. */
export interface Pair {
  readonly name: Token;
  /** Quotes and variables stand as written. */
  readonly value: Token | null;
}

export interface Instruction extends Span {
  /** In upper case. */
  readonly keyword: string;
  readonly keywordSpan: Span;
  /** 0-based, inclusive, counted as BuildKit counts: only `\n` ends a line. */
  readonly startLine: number;
  readonly endLine: number;
  readonly flags: readonly Flag[];
  /** All that follows keyword and flags. */
  readonly rest: LogicalText;
  /** The span of `rest` in the source; empty, at the end of the keyword, when there is none. */
  readonly restSpan: Span;
  /** The strings of a JSON form, each with the span of its literal, quotes included; null in shell form. */
  readonly json: readonly Token[] | null;
  /**
   * `rest` split at blanks as BuildKit splits it for this keyword, quotes kept; for ENV and LABEL, `K=V` pairs
   * (in the old form `ENV K v w` the words are `K` and `v w`). A JSON form gives its strings. What BuildKit does
   * not split (RUN, CMD, ENTRYPOINT, SHELL, USER, WORKDIR, …) is one word; after ONBUILD there are none.
   */
  readonly words: readonly Token[];
  /** The pairs of ENV, LABEL and ARG, in order; empty for the rest. */
  readonly pairs: readonly Pair[];
  /** Of an ONBUILD, those of its trigger: the same objects stand in both. */
  readonly heredocs: readonly Heredoc[];
  /** The instruction inside ONBUILD; an ONBUILD in there, which BuildKit rejects, has none. */
  readonly trigger: Instruction | null;
}

export interface Stage {
  readonly index: number;
  /** As written; compare without case. Null when the stage has no name. */
  readonly name: Token | null;
  readonly from: Instruction;
  /** The image or stage after FROM, unexpanded. */
  readonly base: Token;
  readonly platform: Flag | null;
  /** Without FROM. */
  readonly instructions: readonly Instruction[];
  /** From FROM to the end of the last instruction. */
  readonly span: Span;
}

export interface Dockerfile {
  readonly text: string;
  readonly directives: readonly Directive[];
  readonly escape: '\\' | '`';
  readonly instructions: readonly Instruction[];
  /** ARG before the first FROM. */
  readonly globals: readonly Instruction[];
  readonly stages: readonly Stage[];
  /** Whole-line comments, those between continuation lines too; directives are none. */
  readonly comments: readonly Token[];
}
