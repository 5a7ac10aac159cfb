import type { Place } from '../../text/span.ts';

import {
  type Code,
  type CodeCall,
  type CodeFile,
  type CodeFunction,
  literalOf,
  placeOf,
  splitAt,
} from './code-index.ts';
import { chainOf, CodeTypes, type OwnModule } from './code-types.ts';
import { DecodedTypes } from './decoded-types.ts';
import { DECODED, GIVEN, HOLE, ITSELF, LINKED } from './hole.ts';
import { ProgramNames } from './program-names.ts';

/** What an expression may be: a text with HOLE for each part that only the running program knows. */
export interface CodeValue {
  readonly text: string;
  /** The literal that the last known part comes from. */
  readonly at: Place | null;
}

/** Arguments that parameters stand for while the body of a function is followed. */
type Bound = ReadonlyMap<string, { readonly code: Code; readonly bound: Bound }>;
const FREE: Bound = new Map();

/**
 * Finds what expressions of a program's own code may be, without types: literals, constants and variables of any of its
 * packages, fields of structs with the defaults of their tags, flags, settings with defaults, and calls of its own
 * functions. Several values mean that each of them is possible; a HOLE is what cannot be told.
 */
export class CodeEvaluator {
  readonly #names: ProgramNames;
  readonly types: CodeTypes;
  /** Defaults of flags and settings by their name. */
  readonly #settings = new Map<string, Code[]>();
  readonly #decoded: DecodedTypes;
  #budget = 0;
  /** Whether the origin of what is not known is asked for too. */
  #asksOrigin = false;
  /** The variables that are followed on the way, for words: `args = append(args, x)` says nothing new of itself. */
  readonly #open = new Set<string>();
  /** The element of a list that is asked for; null for all of them. */
  #element: number | null = null;

  constructor(files: readonly CodeFile[], modules: readonly OwnModule[]) {
    this.#names = new ProgramNames(files);
    this.types = new CodeTypes(this.#names, modules);
    this.#decoded = new DecodedTypes(this.#names, this.types);
    for (const name of SETTINGS) for (const call of this.#names.callsOf(name)) this.#readSetting(call);
    for (const file of files) {
      // Command-line libraries describe a flag by a struct: cli.StringFlag{Name: "addr", Value: ":8080"}.
      for (const { type, fields } of file.composites) {
        const [name, value] = [fields.get('Name'), fields.get('Value')];
        if (type.endsWith('Flag') && name && value) this.#addSetting(this.#name(name), value);
      }
    }
  }

  /** The possible values, at most sixteen of them; a single HOLE when nothing is known. */
  values(code: Code): readonly CodeValue[] {
    this.#budget = 4000;
    return this.#values(code, FREE, 0);
  }

  /**
   * The same for the word of a command: what is not known in it says where it comes from, and whatever else may be put
   * in its place by whoever runs the program is told as well.
   */
  words(code: Code): readonly string[] {
    this.#budget = 4000;
    this.#asksOrigin = true;
    const found = this.#values(code, FREE, 0);
    this.#asksOrigin = false;
    return [...new Set(found.map((each) => each.text))];
  }

  /** What stands for a value that only the running program knows. */
  #from(origin: string): readonly CodeValue[] {
    return this.#asksOrigin ? [{ text: origin, at: null }] : UNKNOWN;
  }

  /** The same, told beside values that are known. */
  #orFrom(origin: string): readonly CodeValue[] {
    return this.#asksOrigin ? [{ text: origin, at: null }] : [];
  }

  /** The calls of functions and methods that go by a name. */
  callsOf(name: string): readonly CodeCall[] {
    return this.#names.callsOf(name);
  }

  #values(code: Code, bound: Bound, depth: number): readonly CodeValue[] {
    if (depth > MAX_DEPTH || --this.#budget < 0) return UNKNOWN;
    const { tokens } = code.file;
    let { from, to } = code;
    while (from < to && tokens[from]?.text === ';') from++;
    while (from < to && tokens[to - 1]?.text === ';') to--;
    while (from < to && (tokens[from]?.text === '*' || tokens[from]?.text === '&')) from++;
    const inner = { ...code, from, to };
    if (tokens[from]?.text === 'range') return this.#elements({ ...inner, from: from + 1 }, bound, depth);
    if (tokens[from]?.text === '(' && closes(inner))
      return this.#values({ ...inner, from: from + 1, to: to - 1 }, bound, depth + 1);
    const terms = splitAt(inner, '+');
    if (terms.length > 1) return concat(terms.map((term) => this.#values(term, bound, depth + 1)));
    const token = tokens[from];
    if (!token) return UNKNOWN;
    if (to - from === 1) {
      if (token.kind === 'string') {
        const text = literalOf(token);
        return [{ text: text ?? HOLE, at: placeOf(code.file, token) }];
      }
      if (token.kind === 'number')
        return [{ text: token.text.replaceAll('_', ''), at: placeOf(code.file, token) }];
    }
    if (tokens[to - 1]?.text === ')') return this.#callValues(inner, bound, depth);
    if (this.#asksOrigin && tokens[to - 1]?.text === '}') return this.#members(inner, bound, depth);
    if (this.#asksOrigin && tokens[to - 1]?.text === ']') return this.#indexed(inner, bound, depth);
    const names = chainOf(inner);
    return names ? this.#chain(names, inner, bound, depth) : UNKNOWN;
  }

  /** The elements of `[]string{…}`. */
  #elements(code: Code, bound: Bound, depth: number): readonly CodeValue[] {
    const { tokens } = code.file;
    let open = code.from;
    while (open < code.to && tokens[open]?.text !== '{') open++;
    if (open === code.to || tokens[code.from]?.text !== '[')
      return this.#asksOrigin ? this.#values(code, bound, depth + 1) : UNKNOWN;
    if (this.#asksOrigin) return this.#members(code, bound, depth);
    const parts = splitAt({ ...code, from: open + 1, to: code.to - 1 }, ',');
    return limited(parts.flatMap((part) => this.#values(part, bound, depth + 1)));
  }

  /** The values in a literal of a list or a map, lists in it included; a struct is none of them. */
  #members(code: Code, bound: Bound, depth: number): readonly CodeValue[] {
    const { tokens } = code.file;
    let open = code.from;
    while (open < code.to && tokens[open]?.text !== '{') open++;
    const type = tokens[code.from]?.text ?? '';
    if (type !== '[' && type !== 'map' && type !== '{') return UNKNOWN;
    const parts = splitAt({ ...code, from: open + 1, to: code.to - 1 }, ',');
    const element = type === '[' && this.#element !== null ? parts[this.#element] : undefined;
    return limited(
      (element ? [element] : parts).flatMap((part) => {
        const [key, value] = splitAt(part, ':');
        return this.#values(value ?? key ?? part, bound, depth + 1);
      }),
    );
  }

  /** `os.Args[1]`, an element of a list, a part of it. */
  #indexed(code: Code, bound: Bound, depth: number): readonly CodeValue[] {
    const { tokens } = code.file;
    let open = code.to - 1;
    for (let closed = 0; open > code.from; open--) {
      const text = tokens[open]?.text ?? '';
      if (')]}'.includes(text)) closed++;
      else if ('([{'.includes(text) && --closed === 0) break;
    }
    const list = { ...code, to: open };
    if (chainOf(list)?.join('.') === 'os.Args' && code.file.imports.get('os') === 'os')
      return tokens[open + 1]?.text === '0' && code.to - open === 3
        ? [{ text: ITSELF, at: null }]
        : this.#from(GIVEN);
    if (open <= code.from) return UNKNOWN;
    const outer = this.#element;
    const index = tokens[open + 1];
    this.#element = index?.kind === 'number' && code.to - open === 3 ? Number(index.text) : null;
    const found = this.#values(list, bound, depth + 1);
    this.#element = outer;
    return found;
  }

  #callValues(code: Code, bound: Bound, depth: number): readonly CodeValue[] {
    const { tokens } = code.file;
    const call = this.#names.callsAt(code.file, code.to).find((each) => each.code.from >= code.from);
    if (!call) return UNKNOWN;
    const name = call.names.at(-1) ?? '';
    const [first, second] = call.args;
    const value = (arg: Code | undefined): readonly CodeValue[] =>
      arg ? this.#values(arg, bound, depth + 1) : UNKNOWN;
    if (call.code.from > code.from) {
      // A chain of calls: kingpin.Flag("addr", "…").Default(":8080").String().
      const before = this.callsOf('Default').find(
        (each) => each.code.file === code.file && each.code.from >= code.from && each.code.to <= code.to,
      );
      if (before && tokens[code.from]?.kind === 'name') return value(before.args[0]);
    }
    if (this.#asksOrigin) {
      const known = this.#wordOf(call, code, value);
      if (known) return known;
    }
    const callee = this.types.callee(call);
    if (callee) return this.#returns(callee, call, bound, depth);
    if (CONVERTS.has(name) && call.args.length > 0 && call.args.length < 5) return value(first);
    if (name === 'Sprintf' && first) return this.#format(value(first), call.args.slice(1).map(value));
    if (name === 'Sprint') return concat(call.args.map(value));
    if (name === 'JoinHostPort' && call.args.length === 2)
      return concat([value(first), [{ text: ':', at: null }], value(second)]);
    if (name === 'Or' && call.args.length > 1) return limited(call.args.flatMap(value));
    const flag = flagDefault(call);
    if (flag) return [...value(flag), ...this.#orFrom(GIVEN)];
    // An environment variable or a setting with its default: env.Get("PORT", "8080").
    if (call.args.length === 2 && WITH_DEFAULT.test(name) && first && /^[\w.-]+$/.test(this.#name(first)))
      return [...this.#from(GIVEN), ...value(second)];
    if (call.args.length === 1 && first && /^(?:Get|String|Int|Uint)/.test(name)) {
      const setting = this.#settings.get(this.#name(first).toLowerCase());
      if (setting)
        return limited([
          ...setting.flatMap((each) => this.#values(each, FREE, depth + 1)),
          ...this.#orFrom(GIVEN),
        ]);
      if ([...code.file.imports.values()].some((path) => SETTINGS_LIBRARY.test(path)))
        return this.#from(GIVEN);
    }
    return UNKNOWN;
  }

  /** What calls of the standard library give a command to start; null for any other. */
  #wordOf(
    call: CodeCall,
    { file, from }: Code,
    value: (arg: Code | undefined) => readonly CodeValue[],
  ): readonly CodeValue[] | null {
    const name = call.names.at(-1) ?? '';
    const { args } = call;
    const path = this.types.importOf(call);
    switch (path) {
      case 'os':
        if (name === 'Executable') return [{ text: ITSELF, at: null }];
        if (/^(?:Getenv|LookupEnv|Environ|ExpandEnv)$/.test(name)) return this.#from(GIVEN);
        return name === 'ReadFile' ? this.#from(DECODED) : null;
      case 'os/exec':
        return name === 'LookPath' ? value(args[0]) : null;
      case 'path':
      case 'path/filepath':
        if (name === 'Join')
          return concat(
            args.flatMap((arg, i) => (i === 0 ? [value(arg)] : [[{ text: '/', at: null }], value(arg)])),
          );
        return /^(?:Abs|Clean|FromSlash|ToSlash|EvalSymlinks)$/.test(name) ? value(args[0]) : null;
      case 'strings':
        if (/^(?:Fields|Split|SplitN)$/.test(name))
          return value(args[0]).flatMap(({ text, at }) =>
            text.split(/[\s,;]+/).map((piece) => ({ text: piece, at })),
          );
        return /^(?:Trim|To(?:Lower|Upper)$)/.test(name) ? value(args[0]) : null;
      case 'flag':
      case 'github.com/spf13/pflag':
        return /^Args?$/.test(name) ? this.#from(GIVEN) : null;
    }
    if (path === null && call.names.length === 1 && name === 'append') {
      // The first of what there is stays the first.
      const before = this.#element === 0 ? value(args[0]) : [];
      return this.#element === 0 && before !== UNKNOWN ? before : limited(args.flatMap(value));
    }
    if (path?.endsWith('/reexec') && name === 'Self') return [{ text: ITSELF, at: null }];
    // `c.Args().First()`, `cmd.Flags().Args()`
    const chain = file.tokens.slice(from, call.code.to);
    return chain.some(({ text }, at) => text === 'Args' && chain[at + 1]?.text === '(')
      ? this.#from(GIVEN)
      : null;
  }

  /** What the `return` statements of a function may give, its parameters being the arguments of a call. */
  #returns(fn: CodeFunction, call: CodeCall, bound: Bound, depth: number): readonly CodeValue[] {
    const inside: Bound = new Map(
      fn.parameters.flatMap(({ name }, index) => {
        const code = call.args[index];
        return code ? [[name, { code, bound }] as const] : [];
      }),
    );
    const { tokens } = fn.file;
    const out: CodeValue[] = [];
    for (let i = fn.from; i < fn.to; i++) {
      if (tokens[i]?.text !== 'return') continue;
      let end = i + 1;
      for (let open = 0; end < fn.to; end++) {
        const text = tokens[end]?.text ?? '';
        if ('([{'.includes(text)) open++;
        else if (')]}'.includes(text) && --open < 0) break;
        else if (text === ';' && open === 0) break;
      }
      const [result] = splitAt({ file: fn.file, from: i + 1, to: end, fn }, ',');
      if (result) out.push(...this.#values(result, inside, depth + 1));
    }
    return out.length > 0 ? limited(out) : UNKNOWN;
  }

  #format(formats: readonly CodeValue[], args: readonly (readonly CodeValue[])[]): readonly CodeValue[] {
    return limited(
      formats.flatMap(({ text, at }) => {
        let index = 0;
        const parts: (readonly CodeValue[])[] = [];
        for (const piece of text.split(/(%[-+# 0]*\d*(?:\.\d+)?[a-zA-Z%])/)) {
          if (piece === '%%') parts.push([{ text: '%', at: null }]);
          else if (/^%.*[a-zA-Z]$/s.test(piece))
            parts.push(/^%[dsv]$/.test(piece) ? (args[index++] ?? UNKNOWN) : (index++, UNKNOWN));
          else parts.push([{ text: piece, at: /\d$/.test(piece) ? at : null }]);
        }
        return concat(parts);
      }),
    );
  }

  #chain(names: readonly string[], code: Code, bound: Bound, depth: number): readonly CodeValue[] {
    const [first = '', second] = names;
    if (second === undefined) return this.#variable(first, code, bound, depth);
    const path = this.types.isLocal(first, code.fn) ? undefined : code.file.imports.get(first);
    if (path !== undefined) {
      if (names.length > 2) return this.#field(names, code, depth);
      return this.#global(this.types.dirOf(path), second, depth);
    }
    return this.#field(names, code, depth);
  }

  #variable(name: string, code: Code, bound: Bound, depth: number): readonly CodeValue[] {
    const { fn, file } = code;
    const argument = bound.get(name);
    const own = fn ? this.#names.locals(fn, name) : [];
    const isParameter = fn?.parameters.some((each) => each.name === name) ?? false;
    const isLocal =
      isParameter || own.some((each) => each.declares) || this.types.localType(name, fn) !== null;
    if (!isLocal) {
      // Libraries of command lines hand the arguments to a function literal under this name.
      if (
        this.#asksOrigin &&
        name === 'args' &&
        [...file.imports.values()].some((path) => COMMANDS.test(path))
      )
        return this.#from(GIVEN);
      return this.#global(file.dir, name, depth);
    }
    const key = fn ? `${keyOf(fn)}.${name}` : name;
    if (this.#asksOrigin && this.#open.has(key)) return [];
    if (this.#asksOrigin) this.#open.add(key);
    const given = (): CodeValue[] => own.flatMap((each) => this.#values(each.value, bound, depth + 1));
    let out = given();
    if (out.length === 0 && this.#element !== null && own.length > 0) {
      // A list that begins empty has for its first element whatever is put into it.
      const element = this.#element;
      this.#element = null;
      out = given();
      this.#element = element;
    }
    this.#open.delete(key);
    const set = fn ? this.#settings.get(`&${keyOf(fn)}.${name}`) : undefined;
    for (const each of set ?? []) out.push(...this.#values(each, bound, depth + 1));
    if (isParameter) {
      if (argument) out.push(...this.#values(argument.code, argument.bound, depth + 1));
      else if (fn) out.push(...this.#arguments(fn, name, depth));
    }
    if (this.#asksOrigin && fn && this.#decoded.variable(fn, name)) out.push({ text: DECODED, at: null });
    return out.length > 0 ? limited(out) : UNKNOWN;
  }

  /** What the calls of a function give for one of its parameters. */
  #arguments(fn: CodeFunction, name: string, depth: number): readonly CodeValue[] {
    const index = fn.parameters.findIndex((each) => each.name === name);
    const calls = this.callsOf(fn.name).filter((call) => {
      const callee = this.types.callee(call);
      // What is called through an interface may be this method.
      return (
        callee === fn ||
        (this.#asksOrigin &&
          callee === null &&
          fn.receiver !== null &&
          call.names.length > 1 &&
          call.args.length > index)
      );
    });
    return calls.flatMap(({ args }) => {
      const arg = args[index];
      return arg ? this.#values(arg, FREE, depth + 1) : UNKNOWN;
    });
  }

  #global(dir: string | null, name: string, depth: number): readonly CodeValue[] {
    const files = dir === null ? [] : this.#names.filesIn(dir);
    const values = files.flatMap((file) => file.globals.get(name) ?? []);
    const assigned = dir === null ? [] : this.#names.assigned(dir, name);
    const later = assigned.filter((each) => !this.types.isLocal(name, each.value.fn));
    const set = dir === null ? [] : (this.#settings.get(`&${dir}.${name}`) ?? []);
    const all = [...values, ...later.map((each) => each.value), ...set];
    const found = all.flatMap((each) => this.#values(each, FREE, depth + 1));
    if (this.#asksOrigin && dir !== null) {
      const declares = files.find((file) => file.globals.has(name) || file.globalTypes.has(name));
      const type = declares?.globalTypes.get(name);
      if (declares && !declares.constants.has(name) && (type === undefined || type === 'string'))
        found.push(...this.#from(LINKED));
      if (declares && (this.#decoded.global(dir, name) || [...declares.imports.values()].includes('embed')))
        found.push(...this.#from(DECODED));
    }
    return found.length > 0 ? limited(found) : UNKNOWN;
  }

  #field(names: readonly string[], code: Code, depth: number): readonly CodeValue[] {
    const field = names.at(-1) ?? '';
    const owner = this.types.typeOf(names.slice(0, -1), code) ?? this.types.onlyOwner(field);
    const [first = ''] = names;
    // A struct that has no name is known by the variable that is filled.
    if (this.#asksOrigin && !owner?.file && code.fn && this.#decoded.variable(code.fn, first))
      return this.#from(DECODED);
    if (!owner) return UNKNOWN;
    const out: CodeValue[] = [];
    const declared = owner.file?.structs.get(owner.name)?.get(field);
    if (declared?.tag) {
      const value = tagDefault(declared.tag.text);
      if (value !== null && owner.file)
        out.push({ text: value, at: placeOf(owner.file, declared.tag.token) });
      else if (/\b(?:env|envconfig|mapstructure|yaml|json|toml|koanf|conf|flag)\w*:"/.test(declared.tag.text))
        out.push(...this.#from(GIVEN));
    }
    const origin = this.#asksOrigin ? this.#decoded.field(owner) : null;
    if (origin !== null) out.push({ text: origin, at: null });
    for (const value of this.#givenTo(owner.key, field)) out.push(...this.#values(value, FREE, depth + 1));
    return out.length > 0 ? limited(out) : UNKNOWN;
  }

  /** What composite literals, assignments and flags give to a field of a type. */
  #givenTo(key: string, field: string): readonly Code[] {
    const out: Code[] = [];
    for (const { type, value } of this.#names.fieldsGiven(field))
      if (this.types.resolved(value.file, type) === key) out.push(value);
    for (const { target, value } of this.#names.fieldsAssigned(field))
      if (this.types.typeOf(target.slice(0, -1), value)?.key === key) out.push(value);
    return [...out, ...(this.#settings.get(`&${key}.${field}`) ?? [])];
  }

  #readSetting(call: CodeCall): void {
    const name = call.names.at(-1) ?? '';
    const [first, second] = call.args;
    if (name === 'SetDefault' && first && second && call.args.length === 2)
      this.#addSetting(this.#name(first), second);
    const direct = flagDefault(call);
    if (direct && first) this.#addSetting(this.#name(first), direct);
    // flag.StringVar(&addr, "addr", ":8080", "…"), pflag's StringVarP has a letter more.
    const [, letter] = FLAG_VAR.exec(name) ?? [];
    if (letter === undefined || !first || !second) return;
    const value = call.args[letter === 'P' ? 3 : 2];
    if (!value) return;
    this.#addSetting(this.#name(second), value);
    const target = chainOf({ ...first, from: first.from + 1 });
    if (!target || first.file.tokens[first.from]?.text !== '&') return;
    const [variable = '', ...fields] = target;
    if (fields.length > 0) {
      const owner = this.types.typeOf(target.slice(0, -1), first);
      if (owner) append(this.#settings, `&${owner.key}.${fields.at(-1)}`, value);
    } else if (first.fn && this.types.isLocal(variable, first.fn))
      append(this.#settings, `&${keyOf(first.fn)}.${variable}`, value);
    else append(this.#settings, `&${first.file.dir}.${variable}`, value);
  }

  #addSetting(name: string, value: Code): void {
    if (name !== '') append(this.#settings, name.toLowerCase(), value);
  }

  /** The one text that a name of a flag or a setting is; '' when that is not plain. */
  #name(code: Code): string {
    if (this.#asksOrigin) return this.#plainName(code);
    if (this.#budget <= 0) this.#budget = 400;
    const [value, ...others] = this.#values(code, FREE, MAX_DEPTH - 3);
    return value && others.length === 0 && !value.text.includes(HOLE) ? value.text : '';
  }

  #plainName(code: Code): string {
    this.#asksOrigin = false;
    const name = this.#name(code);
    this.#asksOrigin = true;
    return name;
  }
}

const MAX_DEPTH = 14;
const MAX_VALUES = 16;
const UNKNOWN: readonly CodeValue[] = [{ text: HOLE, at: null }];
/** Calls that give their first argument, as far as a port in it goes. */
const CONVERTS = new Set(
  'string int int32 int64 uint uint16 uint32 uint64 Itoa Atoi FormatInt FormatUint ParseInt ParseUint TrimSpace'.split(
    ' ',
  ),
);
const SETTINGS_LIBRARY = /^github\.com\/(?:spf13\/viper|knadh\/koanf)\b/;
const COMMANDS = /^github\.com\/(?:spf13\/cobra|urfave\/cli|alecthomas\/k)/;
const WITH_DEFAULT = /env|default|fallback|or(?:else)?$|^get|lookup/i;
/** Calls that give a flag or a setting its default. */
const SETTINGS = [
  'SetDefault',
  ...'String Int Int32 Int64 Uint Uint16 Uint32 Uint64'
    .split(' ')
    .flatMap((kind) => [kind, `${kind}P`, `${kind}Var`, `${kind}VarP`]),
];
const FLAG_VAR = /^(?:String|Int|Int32|Int64|Uint|Uint16|Uint32|Uint64)Var(P?)$/;

/** The default of `flag.String("addr", ":8080", "…")`, and of pflag's `StringP`. */
function flagDefault({ names, args }: CodeCall): Code | null {
  const [, letter] =
    /^(?:String|Int|Int32|Int64|Uint|Uint16|Uint32|Uint64)(P?)$/.exec(names.at(-1) ?? '') ?? [];
  if (letter === undefined || names.length < 2) return null;
  return (letter === 'P' ? args.length === 4 && args[2] : args.length === 3 && args[1]) || null;
}

/** `default:"8080"`, `envDefault:"8080"`, `env-default:"8080"`, `env:"PORT,default=8080"`. */
function tagDefault(tag: string): string | null {
  return (
    /\b(?:env-?)?[dD]efault:"([^"]*)"/.exec(tag)?.[1] ??
    /\benv:"[^"]*,\s*default=([^",]*)/.exec(tag)?.[1] ??
    null
  );
}

function concat(parts: readonly (readonly CodeValue[])[]): readonly CodeValue[] {
  let out: readonly CodeValue[] = [{ text: '', at: null }];
  for (const part of parts)
    out = limited(
      out.flatMap((left) => part.map((right) => ({ text: left.text + right.text, at: right.at ?? left.at }))),
    );
  return out;
}

function limited(values: readonly CodeValue[]): readonly CodeValue[] {
  const seen = new Map(values.map((each) => [each.text, each]));
  return [...seen.values()].slice(0, MAX_VALUES);
}

/** Whether the bracket that opens an expression closes at its end. */
function closes({ file, from, to }: Code): boolean {
  let depth = 0;
  for (let i = from; i < to; i++) {
    const text = file.tokens[i]?.text ?? '';
    if (text === '(') depth++;
    else if (text === ')' && --depth === 0) return i === to - 1;
  }
  return false;
}

const keyOf = (fn: CodeFunction): string => `${fn.file.path}#${fn.from}`;

function append<K, T>(map: Map<K, T[]>, key: K, value: T): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}
