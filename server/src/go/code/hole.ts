/**
 * Characters that stand in a text for a part which only the running program knows, by where that part comes from. No text
 * of a program that can be written down holds them.
 */
export const HOLE = '\0';
/** Arguments of the program, the environment, a flag or a setting. */
export const GIVEN = '\x01';
/** What a file is decoded into, or a file as it is. */
export const DECODED = '\x02';
/** A variable of a package, which the linker may set (`-X`). */
export const LINKED = '\x03';
/** The program itself. */
export const ITSELF = '\x04';

/** Each of them, one at a time. */
// oxlint-disable-next-line no-control-regex
export const HOLES = /[\0-\x04]/g;
