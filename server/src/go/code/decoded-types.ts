import type { Code, CodeCall, CodeFunction } from './code-index.ts';
import { bareType, type Owner, type ProgramNames } from './program-names.ts';
import { chainOf, type CodeTypes } from './code-types.ts';
import { DECODED, HOLE } from './hole.ts';

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

  #fill(call: CodeCall, side: 'inside' | 'outside', found: Found): void {
    for (const arg of call.args) {
      const target = targetOf(arg);
      if (!target) continue;
      const owner = this.#types.typeOf(target, arg);
      if (owner) this.#close(owner, found[side]);
      const [name = ''] = target;
      if (side === 'outside' || target.length > 1) continue;
      if (arg.fn && this.#types.isLocal(name, arg.fn))
        found.locals.set(arg.fn, new Set([...(found.locals.get(arg.fn) ?? []), name]));
      else found.globals.add(`${arg.file.dir}.${name}`);
    }
  }

  /** A struct, and those that its fields are of. */
  #close(owner: Owner, into: Set<string>): void {
    if (into.has(owner.key)) return;
    into.add(owner.key);
    const fields = owner.file?.structs.get(owner.name);
    for (const { type } of fields?.values() ?? []) {
      const inner = owner.file && this.#types.named(owner.file, bareType(type.replace(/^map\[[^\]]*\]/, '')));
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
function isOutside({ code, args }: CodeCall): boolean {
  const { tokens } = code.file;
  let start = code.from;
  while (start > 0 && !';{}'.includes(tokens[start - 1]?.text ?? ';')) start--;
  const before = tokens.slice(start, code.from);
  const given = args.flatMap(({ from, to }) => tokens.slice(from, to));
  return [...before, ...given].some(({ kind, text }) => kind === 'name' && OUTSIDE.test(text));
}

const OUTSIDE =
  /^(?:Body|body|Data|Value|Payload|payload|Message|msg|message|conn|Conn|Stdin|resp|response|req|request)$/;

/** The names of `&cfg.Jobs`, or of `cfg`. */
const targetOf = (arg: Code): string[] | null =>
  chainOf(arg.file.tokens[arg.from]?.text === '&' ? { ...arg, from: arg.from + 1 } : arg);
