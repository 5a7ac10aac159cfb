import type { Place } from '../text/span.ts';

/** A piece of a text that an editor shows. A plain string is text, whatever it holds. */
export type Piece =
  | string
  | { readonly code: string }
  | { readonly strong: string }
  /** Leads to a place. */
  | { readonly link: string; readonly to: Place };

export type Paragraph = readonly Piece[];

/** Makes a paragraph of a text with pieces in it: what comes from the workspace never is Markdown. */
export function said(texts: TemplateStringsArray, ...pieces: readonly (Piece | Paragraph)[]): Paragraph {
  return texts.flatMap((text, index) => {
    const piece = pieces[index];
    return [text, ...(piece === undefined ? [] : isParagraph(piece) ? piece : [piece])].filter(
      (each) => each !== '',
    );
  });
}

/** Pieces one behind the other, with words between. */
export function listed(pieces: readonly Piece[], last = ' and '): Paragraph {
  return pieces.flatMap((piece, index) =>
    index === 0 ? [piece] : [index === pieces.length - 1 ? last : ', ', piece],
  );
}

/** Paragraphs as Markdown. `hrefOf` is the address of a place, null where it has none. */
export const markdown = (paragraphs: readonly Paragraph[], hrefOf: (to: Place) => string | null): string =>
  paragraphs.map((each) => each.map((piece) => marked(piece, hrefOf)).join('')).join('\n\n');

/** The same without any mark, for a client that shows no Markdown. */
export const plain = (paragraphs: readonly Paragraph[]): string =>
  paragraphs.map((each) => each.map((piece) => line(textOf(piece))).join('')).join('\n\n');

function marked(piece: Piece, hrefOf: (to: Place) => string | null): string {
  if (typeof piece === 'string') return escaped(piece);
  if ('code' in piece) return fenced(piece.code);
  if ('strong' in piece) return `**${escaped(piece.strong)}**`;
  const href = hrefOf(piece.to);
  return href === null
    ? escaped(piece.link)
    : `[${escaped(piece.link)}](${href.replace(/[\s()<>]/g, encoded)})`;
}

function textOf(piece: Piece): string {
  if (typeof piece === 'string') return piece;
  return 'code' in piece ? piece.code : 'strong' in piece ? piece.strong : piece.link;
}

/** A fence that is longer than any in the text; the blanks inside belong to it. */
function fenced(text: string): string {
  const inside = line(text);
  if (inside.trim() === '') return escaped(inside);
  const longest = Math.max(0, ...[...inside.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return longest > 0 ? `${fence} ${inside} ${fence}` : `${fence}${inside}${fence}`;
}

/** An underscore inside a word is none of Markdown's. What would begin an address or a list is no longer one. */
const escaped = (text: string): string =>
  line(text)
    .replace(/[\\`*[\]<>&~|]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])/g, '\\$&')
    .replace(/^(\s*)([#+-])/, '$1\\$2')
    .replace(/^(\s*\d+)([.)])/, '$1\\$2')
    .replace(/:\/\//g, ':\\/\\/')
    .replace(/\bwww\./gi, (www) => `${www.slice(0, -1)}\\.`);

/** A name may hold anything that YAML can write. */
const line = (text: string): string => text.replace(CONTROL, ' ');

// eslint-disable-next-line no-control-regex
const CONTROL = /[\u0000-\u001f\u007f\u0085\u2028\u2029]+/g;

const encoded = (character: string): string =>
  `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`;

const isParagraph = (piece: Piece | Paragraph): piece is Paragraph => Array.isArray(piece);
