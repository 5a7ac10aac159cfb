import { createHash } from 'node:crypto';

/**
 * The hash by which the client and the server compare a text: SHA-256 in hexadecimal, of the text as an editor holds
 * it. An editor drops a byte order mark when it opens a file, and makes all of its line ends alike: texts that differ
 * only in these are one text, in which lines and characters mean the same.
 */
export const textHash = (text: string): string =>
  createHash('sha256').update(asEditorsHoldIt(text)).digest('hex');

/** A text without a byte order mark, its lines ended by `\n`. */
export const asEditorsHoldIt = (text: string): string => text.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n');
