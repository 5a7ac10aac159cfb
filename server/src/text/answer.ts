/**
 * A value, or the reason why it cannot be known. The reason is a clause that a person can act on
 * ("github.com/x/y is not downloaded: run `go mod download`"); it never turns into a yes or a no.
 */
export type Answer<T> = Known<T> | Unknown;

export interface Known<T> {
  readonly known: true;
  readonly value: T;
}

export interface Unknown {
  readonly known: false;
  readonly reason: string;
}

export const known = <T>(value: T): Known<T> => ({ known: true, value });
export const unknown = (reason: string): Unknown => ({ known: false, reason });
