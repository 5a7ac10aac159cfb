import { parseDockerfile } from '../../dockerfile/parse-dockerfile.ts';
import { applyEdits, type TextEdit } from '../../text/edit.ts';
import { buildImage } from '../../world/build-world.ts';
import type { ImageKey } from '../../world/image-facts.ts';
import type { Settings } from '../../world/settings.ts';
import type { Reader } from '../../memory/snapshot.ts';
import type { Image } from '../../world/world.ts';
import { tidyEdits } from '../dockerfile/tidy-edits.ts';

/** Blank lines at the end, behind the end of the last line that says something. */
const BLANK_END = /(?<=\S)([ \t]*\r?\n)(?:[ \t]*\r?\n)+$/;

/** The text of a Dockerfile on its way, analysed anew after each change as if it lay at `file`. */
export class Draft {
  text: string;
  readonly #snapshot: Reader;
  readonly #settings: Settings;
  readonly #image: Image;
  readonly #key: ImageKey;
  #built: { readonly text: string; readonly image: Image | null } | null = null;

  constructor(snapshot: Reader, settings: Settings, image: Image, file: string) {
    this.text = image.trace.request.dockerfile.text;
    this.#settings = settings;
    this.#image = image;
    this.#key = { ...image.key, file, context: { ...image.key.context, dockerfile: file } };
    const ignore = snapshot.file(`${image.file}.dockerignore`);
    this.#snapshot =
      ignore.kind === 'text'
        ? snapshot.with([{ path: `${file}.dockerignore`, text: ignore.file.text }])
        : snapshot;
  }

  get reader(): Reader {
    return this.#snapshot;
  }

  /** The same text, to try something on. */
  fork(): Draft {
    const other = new Draft(this.#snapshot, this.#settings, this.#image, this.#key.file);
    other.text = this.text;
    return other;
  }

  /** False, and the text as it was, where edits overlap or the result would not parse. */
  apply(edits: readonly TextEdit[]): boolean {
    const tidy = tidyEdits(edits);
    if (tidy === null) return false;
    const before = this.text;
    let after = applyEdits(before, tidy);
    // What stood last may be gone: the blank lines that parted it from the rest go too.
    if (!BLANK_END.test(before)) after = after.replace(BLANK_END, '$1');
    if (parseDockerfile(after).errors.length > 0) return false;
    this.text = after;
    return true;
  }

  image(): Image | null {
    const { text } = this;
    if (this.#built?.text !== text)
      this.#built = {
        text,
        image: buildImage(this.#snapshot.with([{ path: this.#key.file, text }]), this.#settings, this.#key),
      };
    return this.#built.image;
  }
}
