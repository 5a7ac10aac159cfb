import { type GoToken, lexGo, stringValue } from './lex-go.ts';
import type { GoEvidence, GoFiles } from './model.ts';

/** What the literals of some files say about ports, variables and paths. */
export function readEvidence(files: GoFiles, paths: readonly string[]): GoEvidence {
  const listens: GoEvidence['listens'][number][] = [];
  const environment: GoEvidence['environment'][number][] = [];
  const named: GoEvidence['paths'][number][] = [];
  let serves = false;
  let complete = true;
  for (const file of paths) {
    const text = files.text(file);
    if (text === null) {
      complete = false;
      continue;
    }
    const tokens = [...lexGo(text)].filter((token) => token.kind !== 'comment' && token.kind !== 'newline');
    const word = (index: number): string => {
      const token = tokens[index];
      return token ? text.slice(token.start, token.end) : '';
    };
    for (const [index, token] of tokens.entries()) {
      if (
        token.kind === 'name' &&
        SERVES.has(word(index)) &&
        word(index - 1) === '.' &&
        word(index + 1) === '('
      )
        serves = true;
      if (token.kind !== 'string') continue;
      const value = stringValue(text, token);
      if (value === null) {
        complete = false;
        continue;
      }
      const at = { file, span: { start: token.start, end: token.end } };
      const port = portOf(value, index, tokens, word, text);
      if (port !== null) listens.push({ port, at });
      else if (/^[A-Z][A-Z0-9_]{2,}$/.test(value) && word(index - 1) === '(')
        environment.push({ name: value, at });
      else if (/^\/[\w.@-]+(?:\/[\w.@-]+)*\/?$/.test(value) && !isRoute(index, tokens, word))
        named.push({ path: value, at });
    }
  }
  return { listens, listensSomewhere: serves && listens.length === 0, environment, paths: named, complete };
}

const SERVES = new Set([
  'ListenAndServe',
  'ListenAndServeTLS',
  'Listen',
  'ListenTCP',
  'ListenPacket',
  'Serve',
]);

/** `":8081"`, `"0.0.0.0:8081"`, and the plain default of a variable that names a port: `env("PORT", "8081")`. */
function portOf(
  value: string,
  index: number,
  tokens: readonly GoToken[],
  word: (index: number) => string,
  text: string,
): number | null {
  const address = /^(?:0\.0\.0\.0|\[::\]|)?:(\d{2,5})$/.exec(value);
  if (address) return valid(address[1]);
  if (!/^\d{2,5}$/.test(value) || word(index - 1) !== ',' || tokens[index - 2]?.kind !== 'string')
    return null;
  const before = tokens[index - 2];
  const name = before ? (stringValue(text, before) ?? '') : '';
  return /(?:^|_)PORT$/.test(name) && !FOREIGN.test(name) ? valid(value) : null;
}

/** Ports of others, which a program calls and does not open. */
const FOREIGN =
  /^(?:DB|DATABASE|POSTGRES|PG|MYSQL|MARIADB|REDIS|MONGO|KAFKA|NATS|RABBIT|AMQP|SMTP|MAIL|ELASTIC|CLICKHOUSE|MEMCACHED|S3|MINIO)/;

const valid = (text: string | undefined): number | null => {
  const port = Number(text);
  return port > 0 && port < 65536 ? port : null;
};

/** Whether a path is one of a web server: the first argument of a method that registers or asks. */
const isRoute = (index: number, tokens: readonly GoToken[], word: (index: number) => string): boolean =>
  word(index - 1) === '(' &&
  tokens[index - 2]?.kind === 'name' &&
  /^(?:Handle|HandleFunc|GET|POST|PUT|PATCH|DELETE|Get|Post|Put|Patch|Delete|Group|Route|Mount|StripPrefix|NewRequest)$/.test(
    word(index - 2),
  );
