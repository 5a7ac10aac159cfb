import { createScanner, type Node, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser';
import type { Span } from '../../text/span.ts';

/** What a level of a rule may be: how severe its findings are, or that there are none. */
export const LEVELS = ['off', 'error', 'warning', 'information', 'hint'] as const;
export type Level = (typeof LEVELS)[number];

/** What `.dockerfile-split.json` says, as far as it can be understood. */
export interface Configuration {
  readonly rules: readonly { readonly id: Written; readonly level: Level }[];
  /** Programs that must need no cgo: names, folders or import paths. */
  readonly pure: readonly Written[];
  /** Globs of Compose files with names of their own, seen from the file's folder. */
  readonly composeFiles: readonly Written[];
  /** Globs of files in which nothing is reported. */
  readonly ignore: readonly Written[];
  readonly faults: readonly Fault[];
}

/** A text, and where it stands, quotes included. */
export interface Written {
  readonly value: string;
  readonly span: Span;
}

/** What is wrong with the file, at its place. */
export interface Fault {
  readonly span: Span;
  readonly message: string;
  /** For a word that there is none of: those that there are. */
  readonly known: readonly string[];
}

export const NOTHING_SAID: Configuration = { rules: [], pure: [], composeFiles: [], ignore: [], faults: [] };

/** Reads the file, JSON with comments. Never throws: what is wrong with one setting leaves the others as they are. */
export function readConfiguration(text: string): Configuration {
  const deep = tooDeep(text);
  if (deep)
    return { ...NOTHING_SAID, faults: [{ span: deep, message: 'it is nested too deeply', known: [] }] };
  const errors: ParseError[] = [];
  const root = parseTree(text, errors, { allowTrailingComma: true });
  const out = new Reading(text);
  for (const { error, offset, length } of errors)
    out.fault({ start: offset, end: offset + length }, wordsOf(printParseErrorCode(error)));
  if (root) out.settings(root);
  return out;
}

class Reading implements Configuration {
  readonly rules: { id: Written; level: Level }[] = [];
  readonly pure: Written[] = [];
  readonly composeFiles: Written[] = [];
  readonly ignore: Written[] = [];
  readonly faults: Fault[] = [];
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  fault(span: Span, message: string, known: readonly string[] = []): void {
    this.faults.push({ span, message, known });
  }

  settings(root: Node): void {
    for (const [key, value] of this.#pairs(root, 'the file')) {
      switch (key.value) {
        case 'rules':
          for (const [id, level] of this.#pairs(value, 'rules')) this.#level(id, level);
          break;
        case 'pure':
        case 'composeFiles':
        case 'ignore':
          this[key.value].push(...this.#texts(value, key.value));
          break;
        case '$schema':
          break;
        default:
          this.fault(key.span, `there is no setting ${this.#shown(key.span)}`, SETTINGS);
      }
    }
  }

  #level(id: Written, node: Node): void {
    const level = LEVELS.find((each) => each === node.value);
    if (level !== undefined) this.rules.push({ id, level });
    else
      this.fault(
        spanOf(node),
        `${this.#shown(spanOf(node))} is no level: these are ${LEVELS.map((each) => `"${each}"`).join(', ')}`,
        LEVELS,
      );
  }

  #texts(node: Node, key: string): Written[] {
    if (node.type !== 'array') {
      this.fault(spanOf(node), `${key} is a list of texts`);
      return [];
    }
    return (node.children ?? []).flatMap((each) => {
      const value: unknown = each.value;
      if (typeof value === 'string' && value.trim() !== '') return [{ value, span: spanOf(each) }];
      this.fault(spanOf(each), `${key} is a list of texts, and ${this.#shown(spanOf(each))} is none`);
      return [];
    });
  }

  /** The pairs of an object. Where one key stands twice the last counts, as in JSON, and that is hardly what was meant. */
  #pairs(node: Node, what: string): (readonly [Written, Node])[] {
    if (node.type !== 'object') {
      this.fault(spanOf(node), `${what} is an object: { "…": … }`);
      return [];
    }
    const out = new Map<string, readonly [Written, Node]>();
    for (const { children: [key, value] = [] } of node.children ?? []) {
      if (!key || !value) continue;
      const name = String(key.value);
      if (out.has(name)) this.fault(spanOf(key), `${this.#shown(spanOf(key))} stands here twice`);
      out.set(name, [{ value: name, span: spanOf(key) }, value]);
    }
    return [...out.values()];
  }

  #shown({ start, end }: Span): string {
    return this.#text.slice(start, end);
  }
}

const SETTINGS = ['rules', 'pure', 'composeFiles', 'ignore'];

const spanOf = ({ offset, length }: Node): Span => ({ start: offset, end: offset + length });

/** `PropertyNameExpected` → `property name expected`. */
const wordsOf = (code: string): string =>
  `it is no JSON: ${code.replaceAll(/(?<=[a-z])(?=[A-Z])/g, ' ').toLowerCase()}`;

/** Where brackets are nested deeper than any configuration is, so that reading them would take a stack of that depth. */
function tooDeep(text: string): Span | null {
  const scanner = createScanner(text, true);
  let depth = 0;
  while (scanner.getPosition() < text.length) {
    scanner.scan();
    const start = scanner.getTokenOffset();
    // A text that holds nothing but a bracket has its quotes besides.
    const token = scanner.getTokenLength() === 1 ? scanner.getTokenValue() : '';
    if (token === '{' || token === '[') depth++;
    if (token === '}' || token === ']') depth--;
    if (depth > DEEPEST) return { start, end: start + 1 };
  }
  return null;
}

const DEEPEST = 64;
