/** What a command may be given by name. */
export type Options = Readonly<Record<string, Option>>;

export interface Option {
  /** What stands behind the option, as its help line writes it; without it the option is a switch. */
  readonly value?: string;
  readonly short?: string;
  /** It may be repeated, or take several values with commas between. */
  readonly multiple?: true;
  /** Its help line. */
  readonly says: string;
}

/** Options of every command. */
export const COMMON: Options = {
  root: { value: 'DIR', says: 'the border of what may be read (default: the repository)' },
  help: { short: 'h', says: 'this page' },
};
