import type { Place } from '../../text/span.ts';
import { type Code, type CodeCall, type CodeFile, placeOf } from './code-file.ts';
import type { CodeValue } from './code-value.ts';
import type { CodeEvaluator } from './evaluate-code.ts';
import { firstWord } from './expression-names.ts';
import { portOf } from './port-of.ts';

export interface Listens {
  readonly listens: readonly { readonly port: number; readonly at: Place }[];
  /** A server is started, or may be, whose port could not be read. */
  readonly somewhere: boolean;
}

/**
 * The ports that a program opens: the addresses that reach a call which surely listens, in the standard library and in
 * the web frameworks that people use. An address that a program only calls never does.
 */
export function findListens(files: readonly CodeFile[], evaluator: CodeEvaluator): Listens {
  return new ListenSearch(files, evaluator).run();
}

class ListenSearch {
  readonly #files: readonly CodeFile[];
  readonly #evaluator: CodeEvaluator;
  readonly #found = new Map<string, { port: number; at: Place }>();
  /** Literals that were followed, by file and offset. */
  readonly #used = new Set<string>();
  #unread = false;
  /** Some server listens at its own Addr field; some serves a listener that another call opens. */
  #usesAddr = false;
  #serves = false;

  constructor(files: readonly CodeFile[], evaluator: CodeEvaluator) {
    this.#files = files;
    this.#evaluator = evaluator;
  }

  run(): Listens {
    for (const name of SINKS) for (const call of this.#evaluator.callsOf(name)) this.#call(call, name);
    for (const file of this.#files) {
      for (const path of file.parts.imports.values())
        if (FRAMEWORKS.test(path)) this.#unread ||= !this.#covers(path);
    }
    if (this.#usesAddr) this.#servers();
    const listens = [...this.#found.values()].sort(
      (a, b) => a.port - b.port || a.at.span.start - b.at.span.start,
    );
    const somewhere = this.#unread || (listens.length === 0 && this.#serves) || this.#hasLooseAddress();
    return { listens, somewhere };
  }

  #call(call: CodeCall, name: string): void {
    if (this.#evaluator.types.isOwn(call)) return;
    const { file } = call;
    const path = this.#evaluator.types.importOf(call);
    const { args } = call;
    const [first, second] = args;
    switch (name) {
      case 'ListenAndServe':
      case 'ListenAndServeTLS':
        // A method of a server listens at its own address; a function, or fasthttp's method, is told where.
        if (path === null && (args.length === 0 || (name === 'ListenAndServeTLS' && args.length === 2)))
          this.#usesAddr = true;
        else this.#address(first);
        return;
      case 'Listen':
      case 'ListenPacket': {
        const network = args.findIndex((arg) =>
          this.#texts(arg).some((text) => /^(?:tcp|udp|unix)/.test(text)),
        );
        if (network >= 0) {
          if (!this.#texts(args[network]).every((text) => text.startsWith('unix')))
            this.#address(args[network + 1]);
        } else if (args.length === 1 && imports(file, FIBER)) this.#address(first, true);
        else if (args.length >= 2 && path !== null && /^(?:net|crypto\/tls)$/.test(path))
          this.#address(second);
        return;
      }
      case 'ListenTLS':
        if (imports(file, FIBER)) this.#address(first);
        return;
      case 'ListenTCP':
      case 'ListenUDP':
        if (path === 'net') this.#socket(second);
        return;
      case 'Run':
      case 'RunTLS':
        return this.#run(call, file, path);
      case 'Start':
      case 'StartTLS':
      case 'StartAutoTLS':
      case 'StartH2CServer':
        if (imports(file, ECHO) && first) this.#address(first, false, this.#isOf(call, ECHO));
        return;
      case 'StartServer':
        if (imports(file, ECHO)) this.#usesAddr = true;
        return;
      case 'Serve':
      case 'ServeTLS':
        this.#serves ||= args.length > 0;
        return;
      default:
        // Options of frameworks: server.WithHostPorts(":8888"), iris.Addr(":8080").
        if (path !== null && FRAMEWORKS.test(path)) this.#address(first);
    }
  }

  /** gin's and beego's Run. */
  #run(call: CodeCall, file: CodeFile, path: string | null): void {
    const [first] = call.args;
    if (path !== null && /beego/.test(path)) {
      if (first) this.#address(first);
      else this.#unread = true;
      return;
    }
    const isEngine = this.#isOf(call, GIN);
    if (!isEngine && !imports(file, GIN)) return;
    if (first) this.#address(first, false, isEngine);
    else if (isEngine) {
      const span = firstWord(call.x);
      if (span) this.#claim(8080, { file: file.path, span });
    }
  }

  #isOf(call: CodeCall, framework: RegExp): boolean {
    return framework.test(this.#evaluator.types.ownerType(call.names, call) ?? '');
  }

  /** `&net.TCPAddr{Port: 8080}`, or what ResolveTCPAddr gives. */
  #socket(code: Code | undefined): void {
    const x = code?.x.kind === 'unary' ? code.x.x : code?.x;
    const fields = x?.kind === 'composite' ? x.elements : [];
    const port = fields.find(({ key }) => key?.kind === 'ident' && key.name === 'Port')?.value;
    if (code && port) this.#address({ ...code, x: port }, true);
    else this.#unread = true;
  }

  /** `&http.Server{Addr: ":8080"}`, and `server.Addr = ":8080"`. */
  #servers(): void {
    let any = false;
    for (const file of this.#files) {
      for (const { type, fields } of file.parts.composites) {
        if (!SERVERS.has(this.#evaluator.types.typeKey(file, type))) continue;
        any = true;
        const address = fields.get('Addr');
        if (address) this.#address(address);
        else
          this.#unread ||= !this.#files.some((each) =>
            each.parts.assignments.some(({ target }) => target.at(-1) === 'Addr'),
          );
      }
      for (const { target, value } of file.parts.assignments) {
        if (target.at(-1) !== 'Addr' || target.length < 2) continue;
        const owner = this.#evaluator.types.ownerType(target, value);
        if (owner !== null && !SERVERS.has(owner)) continue;
        any = true;
        this.#address(value);
      }
    }
    if (!any) this.#unread = true;
  }

  /** An address that surely is listened at. With `bare`, a number alone is a port; unless `sure`, only a port counts. */
  #address(code: Code | undefined, bare = false, sure = true): void {
    const values: readonly CodeValue[] = code ? this.#evaluator.values(code) : [];
    let isRead = false;
    for (const { text, at } of values) {
      if (at) this.#used.add(keyOf(at));
      const port = portOf(text, bare);
      if (port === 'any') isRead = true;
      else if (port !== null && at) {
        isRead = true;
        this.#claim(port, at);
      }
    }
    if (!isRead && sure && !(values.length > 0 && values.every(({ text }) => text.includes('/'))))
      this.#unread = true;
  }

  #claim(port: number, at: Place): void {
    this.#found.set(`${port} ${keyOf(at)}`, { port, at });
  }

  #texts(code: Code | undefined): readonly string[] {
    return code ? this.#evaluator.values(code).map((each) => each.text) : [];
  }

  /** Whether every address of a framework is read from its calls. */
  #covers(path: string): boolean {
    return FRAMEWORK_CALLS.test(path) && this.#found.size > 0;
  }

  /** Whether `":8080"` stands anywhere that was not followed. Behind a `+` it belongs to the name of another host. */
  #hasLooseAddress(): boolean {
    return this.#files.some((file) =>
      file.parts.texts.some(
        ({ value, literal, as }) =>
          as !== 'joined' &&
          value !== null &&
          value.length < 20 &&
          /^(?:0\.0\.0\.0|\[::\])?:\d{2,5}$/.test(value) &&
          !this.#used.has(keyOf(placeOf(file, literal))),
      ),
    );
  }
}

const SINKS = new Set(
  'ListenAndServe ListenAndServeTLS Listen ListenPacket ListenTLS ListenTCP ListenUDP Run RunTLS Start StartTLS StartAutoTLS StartH2CServer StartServer Serve ServeTLS WithHostPorts Addr Address'.split(
    ' ',
  ),
);
const SERVERS = new Set([
  'net/http.Server',
  'github.com/miekg/dns.Server',
  'github.com/quic-go/quic-go/http3.Server',
]);
const GIN = /^github\.com\/gin-gonic\/gin\b/;
const ECHO = /^github\.com\/labstack\/echo\b/;
const FIBER = /^github\.com\/(?:gofiber\/fiber|kataras\/iris)\b/;
/** Frameworks that open ports by settings of their own. */
const FRAMEWORKS =
  /^(?:github\.com\/(?:cloudwego\/(?:hertz|kitex)|go-kratos\/kratos|zeromicro\/go-zero|kataras\/iris|beego\/beego|astaxie\/beego|gobuffalo\/buffalo|gogf\/gf|asim\/go-micro|micro\/go-micro)|go-micro\.dev|goframe\.org)\b/;
const FRAMEWORK_CALLS = /\/(?:hertz|kratos|iris|beego)\b/;

const imports = (file: CodeFile, framework: RegExp): boolean =>
  [...file.parts.imports.values()].some((path) => framework.test(path));

const keyOf = (at: Place): string => `${at.file}:${at.span.start}`;
