/**
 * The body of a heredoc of COPY with its variables replaced, as BuildKit does it: quotes stay, and mean nothing.
 * `expand` replaces those of a word, quotes understood; null where one is not known.
 */
export function expandHeredoc(body: string, expand: (word: string) => string | null): string | null {
  const pieces = body.split(/(["'])/).map((piece) => (/^["']$/.test(piece) ? piece : expand(piece)));
  return pieces.includes(null) ? null : pieces.join('');
}
