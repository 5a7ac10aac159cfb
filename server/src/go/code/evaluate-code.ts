import type { Call, Composite, Expr, Literal } from '../syntax/ast.ts';
import { stringValue } from '../imports/lex-go.ts';
import { type Code, type CodeCall, type CodeFile, type CodeFunction, placeOf } from './code-file.ts';
import { callAt, CodeTypes, type OwnModule } from './code-types.ts';
import { type CodeValue, concat, formatted, limited, sum, textValue, UNKNOWN } from './code-value.ts';
import { commandWords } from './command-words.ts';
import { DecodedTypes } from './decoded-types.ts';
import { calleeNames, chainOf } from './expression-names.ts';
import { DECODED, GIVEN, HOLE, ITSELF, LINKED } from './hole.ts';
import { ProgramNames } from './program-names.ts';
import { flagDefault, Settings, tagDefault } from './settings.ts';

/** Arguments that parameters stand for while the body of a function is followed: several for a variadic one. */
type Bound = ReadonlyMap<string, Given>;
interface Given {
  readonly args: readonly Code[];
  readonly bound: Bound;
}
const FREE: ReadonlyMap<string, Given> = new Map();

/**
 * Finds what expressions of a program's own code may be, without types: literals, constants and variables of any of its
 * packages, fields of structs with the defaults of their tags, flags, settings with defaults, and calls of its own
 * functions. Several values mean that each of them is possible; a HOLE is what cannot be told.
 */
export class CodeEvaluator {
  readonly #names: ProgramNames;
  readonly types: CodeTypes;
  readonly #settings: Settings;
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
    this.#settings = new Settings(this.types, (code) => this.#name(code));
    this.#settings.read(files, this.#names);
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

  /** The calls of functions and methods that go by a name. */
  callsOf(name: string): readonly CodeCall[] {
    return this.#names.callsOf(name);
  }

  /** What stands for a value that only the running program knows. */
  #from(origin: string): readonly CodeValue[] {
    return this.#asksOrigin ? textValue(origin) : UNKNOWN;
  }

  /** The same, told beside values that are known. */
  #orFrom(origin: string): readonly CodeValue[] {
    return this.#asksOrigin ? textValue(origin) : [];
  }

  #values(code: Code, bound: Bound, depth: number): readonly CodeValue[] {
    if (depth > MAX_DEPTH || --this.#budget < 0) return UNKNOWN;
    const { x } = code;
    if (code.element) return this.#elements({ file: code.file, fn: code.fn, x }, bound, depth);
    switch (x.kind) {
      case 'star':
        return this.#values({ ...code, x: x.x }, bound, depth);
      case 'unary':
        return x.op === '&' ? this.#values({ ...code, x: x.x }, bound, depth) : UNKNOWN;
      case 'literal':
        if (x.of === 'rune') return UNKNOWN;
        return [{ text: literalText(code.file, x), at: placeOf(code.file, x) }];
      case 'binary': {
        const terms = termsOf(x);
        const values = terms.map((each) => this.#values({ ...code, x: each }, bound, depth + 1));
        const isNumber = terms.some((each) => each.kind === 'literal' && each.of === 'number');
        return isNumber ? sum(values) : concat(values);
      }
      case 'call':
        return this.#callValues(code, x, bound, depth);
      case 'composite':
        return this.#asksOrigin ? this.#members(code, x, bound, depth) : UNKNOWN;
      case 'index':
      case 'slice':
        return this.#asksOrigin ? this.#indexed(code, x, bound, depth) : UNKNOWN;
      case 'ident':
        return this.#variable(x.name, code, bound, depth);
      case 'selector': {
        const names = chainOf(x);
        return names ? this.#chain(names, code, bound, depth) : UNKNOWN;
      }
      default:
        return UNKNOWN;
    }
  }

  /** What a range over `[]string{…}` gives. */
  #elements(code: Code, bound: Bound, depth: number): readonly CodeValue[] {
    const { x } = code;
    if (x.kind !== 'composite' || x.type?.kind !== 'array')
      return this.#asksOrigin ? this.#values(code, bound, depth + 1) : UNKNOWN;
    if (this.#asksOrigin) return this.#members(code, x, bound, depth);
    return limited(x.elements.flatMap(({ value }) => this.#values({ ...code, x: value }, bound, depth + 1)));
  }

  /** The values in a literal of a list or a map, lists in it included; a struct is none of them. */
  #members(code: Code, { type, elements }: Composite, bound: Bound, depth: number): readonly CodeValue[] {
    if (type && type.kind !== 'array' && type.kind !== 'map') return UNKNOWN;
    const element = type?.kind === 'array' && this.#element !== null ? elements[this.#element] : undefined;
    return limited(
      (element ? [element] : elements).flatMap(({ value }) =>
        this.#values({ ...code, x: value }, bound, depth + 1),
      ),
    );
  }

  /** `os.Args[1]`, an element of a list, a part of it. */
  #indexed(
    code: Code,
    x: Extract<Expr, { kind: 'index' | 'slice' }>,
    bound: Bound,
    depth: number,
  ): readonly CodeValue[] {
    const [index] = x.kind === 'index' ? x.args : [];
    const at = index?.kind === 'literal' ? Number(literalText(code.file, index)) : null;
    if (chainOf(x.x)?.join('.') === 'os.Args' && code.file.parts.imports.get('os') === 'os')
      return at === 0 ? textValue(ITSELF) : this.#from(GIVEN);
    const outer = this.#element;
    this.#element = at;
    const found = this.#values({ ...code, x: x.x }, bound, depth + 1);
    this.#element = outer;
    return found;
  }

  #callValues(code: Code, x: Call, bound: Bound, depth: number): readonly CodeValue[] {
    const call = callAt(code);
    if (!call) return UNKNOWN;
    const name = call.names.at(-1) ?? '';
    const { args } = call;
    const [first, second] = args;
    const value = (arg: Code | undefined): readonly CodeValue[] =>
      arg ? this.#values(arg, bound, depth + 1) : UNKNOWN;
    const before = call.names[0] === '' ? defaultIn(x.fn) : null;
    if (before) return value(before.args[0] && { ...code, x: before.args[0] });
    if (this.#asksOrigin) {
      const known = commandWords(call, this.types.importOf(call), { value, element: this.#element });
      if (known) return known;
    }
    const callee = this.types.callee(call);
    if (callee) return this.#returns(callee, call, bound, depth);
    if (CONVERTS.has(name) && args.length > 0 && args.length < 5) return value(first);
    if (name === 'Sprintf' && first) return formatted(value(first), args.slice(1).map(value));
    if (name === 'Sprint') return concat(args.map(value));
    if (name === 'JoinHostPort' && args.length === 2)
      return concat([value(first), textValue(':'), value(second)]);
    if (name === 'Or' && args.length > 1) return limited(args.flatMap(value));
    const flag = flagDefault(call);
    if (flag) return [...value(flag), ...this.#orFrom(GIVEN)];
    // An environment variable or a setting with its default: env.Get("PORT", "8080").
    if (args.length === 2 && WITH_DEFAULT.test(name) && first && /^[\w.-]+$/.test(this.#name(first)))
      return [...this.#from(GIVEN), ...value(second)];
    if (args.length === 1 && first && /^(?:Get|String|Int|Uint)/.test(name)) {
      const setting = this.#settings.named(this.#name(first));
      if (setting)
        return limited([
          ...setting.flatMap((each) => this.#values(each, FREE, depth + 1)),
          ...this.#orFrom(GIVEN),
        ]);
      if ([...code.file.parts.imports.values()].some((path) => SETTINGS_LIBRARY.test(path)))
        return this.#from(GIVEN);
    }
    return UNKNOWN;
  }

  /** What the `return` statements of a function may give, its parameters being the arguments of a call. */
  #returns(fn: CodeFunction, call: CodeCall, bound: Bound, depth: number): readonly CodeValue[] {
    const inside: Bound = new Map(
      fn.parameters.flatMap(({ name, variadic }, index) => {
        const args = argumentsFor(call, index, variadic, null);
        return args.length > 0 || variadic ? [[name, { args, bound }] as const] : [];
      }),
    );
    const out = fn.returns.flatMap((x) => this.#values({ file: fn.file, fn, x }, inside, depth + 1));
    return out.length > 0 ? limited(out) : UNKNOWN;
  }

  #chain(names: readonly string[], code: Code, bound: Bound, depth: number): readonly CodeValue[] {
    const [first = '', second] = names;
    if (second === undefined) return this.#variable(first, code, bound, depth);
    const path = this.types.isLocal(first, code.fn) ? undefined : code.file.parts.imports.get(first);
    if (path === undefined || names.length > 2) return this.#field(names, code, depth);
    return this.#global(this.types.dirOf(path), second, depth);
  }

  #variable(name: string, code: Code, bound: Bound, depth: number): readonly CodeValue[] {
    const { fn, file } = code;
    const argument = bound.get(name);
    const own = fn ? this.#names.locals(fn, name) : [];
    const isParameter = fn?.parameters.some((each) => each.name === name) ?? false;
    const isLocal =
      isParameter || own.some((each) => each.declares) || this.types.localType(name, fn) !== null;
    if (!fn || !isLocal) {
      // Libraries of command lines hand the arguments to a function literal under this name.
      if (
        this.#asksOrigin &&
        name === 'args' &&
        [...file.parts.imports.values()].some((path) => COMMANDS.test(path))
      )
        return this.#from(GIVEN);
      return this.#global(file.dir, name, depth);
    }
    const key = `${fn.file.path}#${fn.at}.${name}`;
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
    for (const each of this.#settings.ofLocal(fn, name)) out.push(...this.#values(each, bound, depth + 1));
    if (isParameter) {
      if (argument)
        out.push(...argument.args.flatMap((each) => this.#values(each, argument.bound, depth + 1)));
      else out.push(...this.#arguments(fn, name, depth));
    }
    if (this.#asksOrigin && this.#decoded.variable(fn, name)) out.push({ text: DECODED, at: null });
    return out.length > 0 ? limited(out) : UNKNOWN;
  }

  /** What the calls of a function give for one of its parameters. */
  #arguments(fn: CodeFunction, name: string, depth: number): readonly CodeValue[] {
    const index = fn.parameters.findIndex((each) => each.name === name);
    const variadic = fn.parameters[index]?.variadic ?? false;
    const calls = this.callsOf(fn.name).filter((call) => {
      const callee = this.types.callee(call);
      // What is called through an interface may be this method.
      return (
        callee === fn ||
        (this.#asksOrigin &&
          callee === null &&
          fn.receiver !== null &&
          call.names.length > 1 &&
          call.x.args.length > index)
      );
    });
    return calls.flatMap((call) => {
      const args = argumentsFor(call, index, variadic, this.#element);
      if (args.length === 0 && !variadic) return UNKNOWN;
      return args.flatMap((arg) => this.#values(arg, FREE, depth + 1));
    });
  }

  #global(dir: string | null, name: string, depth: number): readonly CodeValue[] {
    if (dir === null) return UNKNOWN;
    const files = this.#names.filesIn(dir);
    const values = files.flatMap((file) => file.parts.globals.get(name) ?? []);
    const later = this.#names
      .assigned(dir, name)
      .flatMap(({ value }) => (this.types.isLocal(name, value.fn) ? [] : [value]));
    const all = [...values, ...later, ...this.#settings.ofMember(dir, name)];
    const found = all.flatMap((each) => this.#values(each, FREE, depth + 1));
    const declares = files.find(({ parts }) => parts.globals.has(name) || parts.globalTypes.has(name))?.parts;
    if (this.#asksOrigin && declares) {
      const type = declares.globalTypes.get(name);
      const isText = type === undefined || (type.kind === 'ident' && type.name === 'string');
      if (isText && !declares.constants.has(name)) found.push(...this.#from(LINKED));
      if (this.#decoded.global(dir, name) || [...declares.imports.values()].includes('embed'))
        found.push(...this.#from(DECODED));
    }
    return found.length > 0 ? limited(found) : UNKNOWN;
  }

  #field(names: readonly string[], code: Code, depth: number): readonly CodeValue[] {
    const field = names.at(-1) ?? '';
    const owner = this.types.fieldOwner(names, code) ?? this.types.onlyOwner(field);
    const [first = ''] = names;
    // A struct that is not known is known by the variable that is filled.
    if (this.#asksOrigin && !owner?.file && code.fn && this.#decoded.variable(code.fn, first))
      return this.#from(DECODED);
    if (!owner) return UNKNOWN;
    const out: CodeValue[] = [];
    const tag = owner.fields?.get(field)?.tag;
    if (tag && owner.file) {
      const said = tag.value ?? '';
      const value = tagDefault(said);
      if (value !== null) out.push({ text: value, at: placeOf(owner.file, tag.literal) });
      else if (/\b(?:env|envconfig|mapstructure|yaml|json|toml|koanf|conf|flag)\w*:"/.test(said))
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
      if (this.types.named(value.file, type)?.key === key) out.push(value);
    for (const { target, value } of this.#names.fieldsAssigned(field))
      if (this.types.fieldOwner(target, value)?.key === key) out.push(value);
    return [...out, ...this.#settings.ofMember(key, field)];
  }

  /** The one text that a name of a flag or a setting is; '' when that is not plain. */
  #name(code: Code): string {
    const asked = this.#asksOrigin;
    this.#asksOrigin = false;
    if (this.#budget <= 0) this.#budget = 400;
    const [value, ...others] = this.#values(code, FREE, MAX_DEPTH - 3);
    this.#asksOrigin = asked;
    return value && others.length === 0 && !value.text.includes(HOLE) ? value.text : '';
  }
}

const MAX_DEPTH = 14;
/** Calls that give their first argument, as far as a port in it goes. */
const CONVERTS = new Set(
  'string int int32 int64 uint uint16 uint32 uint64 Itoa Atoi FormatInt FormatUint ParseInt ParseUint TrimSpace'.split(
    ' ',
  ),
);
const SETTINGS_LIBRARY = /^github\.com\/(?:spf13\/viper|knadh\/koanf)\b/;
const COMMANDS = /^github\.com\/(?:spf13\/cobra|urfave\/cli|alecthomas\/k)/;
const WITH_DEFAULT = /env|default|fallback|or(?:else)?$|^get|lookup/i;

/** What a call gives for a parameter. Of those for a variadic one, the element that is asked for where there is one. */
function argumentsFor(
  { args, x }: CodeCall,
  index: number,
  variadic: boolean,
  element: number | null,
): readonly Code[] {
  if (!variadic || x.spread) return args.slice(index, index + 1);
  const rest = args.slice(index);
  const asked = element === null ? undefined : rest[element];
  return asked ? [asked] : rest;
}

function literalText({ text }: CodeFile, { of, at: start, end }: Literal): string {
  if (of === 'string') return stringValue(text, { start, end }) ?? HOLE;
  const digits = text.slice(start, end).replaceAll('_', '');
  return /^0[xXbBoO]/.test(digits) ? String(Number(digits)) : digits;
}

/** What is added up in `a + b + c`; one that is no text where it is anything else. */
function termsOf(x: Expr): readonly Expr[] {
  if (x.kind !== 'binary') return [x];
  return x.op === '+' ? [...termsOf(x.x), x.y] : [{ kind: 'bad' }];
}

/** The `Default` in a chain of calls: kingpin.Flag("addr", "…").Default(":8080").String(). */
function defaultIn(fn: Expr): Call | null {
  if (fn.kind === 'selector') return defaultIn(fn.x);
  if (fn.kind !== 'call') return null;
  return calleeNames(fn.fn)?.at(-1) === 'Default' ? fn : defaultIn(fn.fn);
}
