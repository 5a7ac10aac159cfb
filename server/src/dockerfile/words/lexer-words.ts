import { isSpace } from './space.ts';

/**
 * A value that is longer, in code units, counts as unknown: forty lines of `ENV A=$A$A` make one that no memory
 * holds. It is what Linux lets one argument or variable be; BuildKit has no such bound.
 */
export const LONGEST_VALUE = 1 << 17;

/** The word being built. Nested calls of the lexer share one, as in BuildKit. */
export interface WordBuffer {
  text: string;
}

/** Collects words that unquoted spaces divide (BuildKit's `wordsStruct`). */
export class LexerWords {
  readonly #words: string[] = [];
  readonly #buffer: WordBuffer;
  #inWord = false;

  constructor(buffer: WordBuffer) {
    this.#buffer = buffer;
  }

  addText(text: string): void {
    if (text !== '' && !SPACE.test(text)) this.addRaw(text);
    else for (const char of text) this.addChar(char);
  }

  addChar(char: string): void {
    if (!isSpace(char.charCodeAt(0))) this.addRaw(char);
    else if (this.#inWord && this.#buffer.text !== '') {
      this.#flush();
      this.#inWord = false;
    }
  }

  /** Adds text in which spaces do not divide. */
  addRaw(text: string): void {
    // The value as a whole is unknown by then.
    if (this.#buffer.text.length <= LONGEST_VALUE) this.#buffer.text += text;
    this.#inWord = true;
  }

  finish(): string[] {
    if (this.#buffer.text !== '') this.#flush();
    return this.#words;
  }

  #flush(): void {
    this.#words.push(this.#buffer.text);
    this.#buffer.text = '';
  }
}

/** At least what `isSpace` knows: a text without is added at once. */
const SPACE = /[\s\x85]/;
