/**
 * A sentence with the names in it cut to what a person can read. A file may hold a word of a megabyte, and a message that repeats
 * it says no more than one that shows how it begins and ends.
 */
export const shortened = (text: string): string =>
  cut(
    text.length <= LONGEST_WORD ? text : text.replace(LONG_WORDS, (word) => cut(word, LONGEST_WORD)),
    LONGEST_TEXT,
  );

function cut(text: string, longest: number): string {
  if (text.length <= longest) return text;
  const end = Math.floor(longest / 4);
  return `${whole(text.slice(0, longest - end))}…${text.slice(text.length - end).replace(/^[\uDC00-\uDFFF]/, '')}`;
}

/** Without the half of a character that a cut may leave. */
const whole = (text: string): string => text.replace(/[\uD800-\uDBFF]$/, '');

const LONGEST_WORD = 240;
const LONGEST_TEXT = 2000;
const LONG_WORDS = new RegExp(`\\S{${LONGEST_WORD + 1},}`, 'g');
