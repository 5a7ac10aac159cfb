import type { Code, CodeCall, CodeFile, CodeFunction } from './code-file.ts';
import type { CodeTypes } from './code-types.ts';
import { chainOf, typeName } from './expression-names.ts';
import type { ProgramNames } from './program-names.ts';

/** The defaults of the flags and settings of a program, by their names and by the variables that they are kept in. */
export class Settings {
  readonly #types: CodeTypes;
  readonly #byName = new Map<string, Code[]>();
  readonly #byVariable = new Map<string, Code[]>();
  /** The one text that a name of a setting is; '' when that is not plain. */
  readonly #textOf: (code: Code) => string;

  constructor(types: CodeTypes, textOf: (code: Code) => string) {
    this.#types = types;
    this.#textOf = textOf;
  }

  read(files: readonly CodeFile[], names: ProgramNames): void {
    for (const name of SETTINGS) for (const call of names.callsOf(name)) this.#read(call);
    for (const file of files) {
      // Command-line libraries describe a flag by a struct: cli.StringFlag{Name: "addr", Value: ":8080"}.
      for (const { type, fields } of file.parts.composites) {
        const [name, value] = [fields.get('Name'), fields.get('Value')];
        if (name && value && typeName(type).endsWith('Flag')) this.#add(this.#textOf(name), value);
      }
    }
  }

  named(name: string): readonly Code[] | undefined {
    return this.#byName.get(name.toLowerCase());
  }

  /** Those that a flag keeps in a variable of a function. */
  ofLocal(fn: CodeFunction, name: string): readonly Code[] {
    return this.#byVariable.get(localKey(fn, name)) ?? [];
  }

  /** Those that a flag keeps in a variable of a package, by its folder, or in the field of a type, by its key. */
  ofMember(owner: string, name: string): readonly Code[] {
    return this.#byVariable.get(`${owner}.${name}`) ?? [];
  }

  #read(call: CodeCall): void {
    const name = call.names.at(-1) ?? '';
    const [first, second] = call.args;
    if (name === 'SetDefault' && first && second && call.args.length === 2)
      this.#add(this.#textOf(first), second);
    const direct = flagDefault(call);
    if (direct && first) this.#add(this.#textOf(first), direct);
    // flag.StringVar(&addr, "addr", ":8080", "…"), pflag's StringVarP has a letter more.
    const [, letter] = FLAG_VAR.exec(name) ?? [];
    if (letter === undefined || !first || !second) return;
    const value = call.args[letter === 'P' ? 3 : 2];
    if (!value) return;
    this.#add(this.#textOf(second), value);
    if (first.x.kind !== 'unary' || first.x.op !== '&') return;
    const target = chainOf(first.x.x);
    if (!target) return;
    const [variable = '', ...fields] = target;
    if (fields.length > 0) {
      const owner = this.#types.fieldOwner(target, first);
      if (owner) append(this.#byVariable, `${owner.key}.${fields.at(-1)}`, value);
    } else if (first.fn && this.#types.isLocal(variable, first.fn))
      append(this.#byVariable, localKey(first.fn, variable), value);
    else append(this.#byVariable, `${first.file.dir}.${variable}`, value);
  }

  #add(name: string, value: Code): void {
    if (name !== '') append(this.#byName, name.toLowerCase(), value);
  }
}

/** The default of `flag.String("addr", ":8080", "…")`, and of pflag's `StringP`. */
export function flagDefault({ names, args }: CodeCall): Code | null {
  const [, letter] =
    /^(?:String|Int|Int32|Int64|Uint|Uint16|Uint32|Uint64)(P?)$/.exec(names.at(-1) ?? '') ?? [];
  if (letter === undefined || names.length < 2) return null;
  return (letter === 'P' ? args.length === 4 && args[2] : args.length === 3 && args[1]) || null;
}

/** `default:"8080"`, `envDefault:"8080"`, `env-default:"8080"`, `env:"PORT,default=8080"`. */
export const tagDefault = (tag: string): string | null =>
  /\b(?:env-?)?[dD]efault:"([^"]*)"/.exec(tag)?.[1] ??
  /\benv:"[^"]*,\s*default=([^",]*)/.exec(tag)?.[1] ??
  null;

/** Calls that give a flag or a setting its default. */
const SETTINGS = [
  'SetDefault',
  ...'String Int Int32 Int64 Uint Uint16 Uint32 Uint64'
    .split(' ')
    .flatMap((kind) => [kind, `${kind}P`, `${kind}Var`, `${kind}VarP`]),
];
const FLAG_VAR = /^(?:String|Int|Int32|Int64|Uint|Uint16|Uint32|Uint64)Var(P?)$/;

const localKey = (fn: CodeFunction, name: string): string => `${fn.file.path}#${fn.at}.${name}`;

function append(map: Map<string, Code[]>, key: string, value: Code): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}
