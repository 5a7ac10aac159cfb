import { hash } from '../text/hash.ts';

/**
 * The hash by which the editor's client and the server compare a text. An editor drops a byte order mark when it opens
 * a file, and makes all of its line ends alike: texts that differ only in these are one text, in which lines and
 * characters mean the same.
 */
export const textHash = (text: string): string => hash(text.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n'));
