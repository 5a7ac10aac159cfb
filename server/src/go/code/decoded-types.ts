import type { Expr } from '../syntax/ast.ts';
import type { CodeCall, CodeFunction, Owner } from './code-file.ts';
import type { CodeTypes } from './code-types.ts';
import { chainOf } from './expression-names.ts';
import { DECODED, HOLE } from './hole.ts';
import { mentionsName } from './mentions-name.ts';
import type { ProgramNames } from './program-names.ts';

/**
 * What a program has decoders fill: structs, with those in them, and variables. A file, or the text of a setting, is told
 * from what comes from elsewhere: the body of a request, a row of a database.
 */
export class DecodedTypes {
  readonly #names: ProgramNames;
  readonly #types: CodeTypes;
  #found: Found | null = null;

  constructor(names: ProgramNames, types: CodeTypes) {
    this.#names = names;
    this.#types = types;
  }

  /** Where the fields of a struct come from: DECODED, HOLE for elsewhere, null for the code itself alone. */
  field(owner: Owner): string | null {
    const { inside, outside } = this.#all();
    if (outside.has(owner.key) || owner.file?.path.endsWith('.pb.go')) return HOLE;
    return inside.has(owner.key) ? DECODED : null;
  }

  variable(fn: CodeFunction, name: string): boolean {
    return this.#all().locals.get(fn)?.has(name) ?? false;
  }

  global(dir: string, name: string): boolean {
    return this.#all().globals.has(`${dir}.${name}`);
  }

  #all(): Found {
    if (this.#found) return this.#found;
    const found: Found = { inside: new Set(), outside: new Set(), locals: new Map(), globals: new Set() };
    for (const name of DECODERS)
      for (const call of this.#names.callsOf(name))
        this.#fill(call, isOutside(call) ? 'outside' : 'inside', found);
    for (const name of FILLERS)
      for (const call of this.#names.callsOf(name)) this.#fill(call, 'outside', found);
    return (this.#found = found);
  }

  #fill({ x, file, fn }: CodeCall, side: 'inside' | 'outside', found: Found): void {
    for (const arg of x.args) {
      const target = targetOf(arg);
      if (!target) continue;
      const owner = this.#types.typeOf(target, { file, fn });
      if (owner) this.#close(owner, found[side]);
      const [name = ''] = target;
      if (side === 'outside' || target.length > 1) continue;
      if (fn && this.#types.isLocal(name, fn))
        found.locals.set(fn, new Set([...(found.locals.get(fn) ?? []), name]));
      else found.globals.add(`${file.dir}.${name}`);
    }
  }

  /** A struct, and those that its fields are of. */
  #close(owner: Owner, into: Set<string>): void {
    if (into.has(owner.key)) return;
    into.add(owner.key);
    for (const { type } of owner.fields?.values() ?? []) {
      const inner = owner.file && this.#types.named(owner.file, type);
      if (inner?.file) this.#close(inner, into);
    }
  }
}

interface Found {
  readonly inside: Set<string>;
  readonly outside: Set<string>;
  readonly locals: Map<CodeFunction, ReadonlySet<string>>;
  readonly globals: Set<string>;
}

const DECODERS =
  'Unmarshal UnmarshalStrict UnmarshalExact UnmarshalKey UnmarshalJSON Decode DecodeFile DecodeFS DecodeReader Process MustProcess Parse ParseWithOptions ReadConfig ReadEnv LoadConfig Unpack'.split(
    ' ',
  );
/** Calls that fill what they are given from a request or a database. */
const FILLERS =
  'Scan StructScan Find First Last Take Bind BindJSON BindQuery ShouldBind ShouldBindJSON ShouldBindQuery ShouldBindUri BodyParser ReadJSON QueryRow Get Select Receive'.split(
    ' ',
  );

/** `json.NewDecoder(r.Body).Decode(&v)`, `json.Unmarshal(message.Data, &v)`. */
function isOutside({ x, names, into }: CodeCall): boolean {
  // The names before a method say what it belongs to, which need not be what it reads from.
  const from = names[0] === '' ? [x.fn] : [];
  return [...from, ...x.args, ...into].some((each) => mentionsName(each, (name) => OUTSIDE.test(name)));
}

const OUTSIDE =
  /^(?:Body|body|Data|Value|Payload|payload|Message|msg|message|conn|Conn|Stdin|resp|response|req|request)$/;

/** The names of `&cfg.Jobs`, or of `cfg`. */
const targetOf = (arg: Expr): readonly string[] | null =>
  chainOf(arg.kind === 'unary' && arg.op === '&' ? arg.x : arg);
