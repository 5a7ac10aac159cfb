import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Word } from '../../../server/src/shell/ast.ts';
import { quotePattern, removeAffix } from '../../../server/src/shell/match-pattern.ts';
import { parseShell } from '../../../server/src/shell/parse-shell.ts';

const seed = Number(process.env['FUZZ_SEED'] ?? 20260101);
const env: Readonly<Record<string, string>> = { X: 'a b*', EMPTY: '', HOME: '/h o', P: 'a/b/c~' };

/** Pieces that run nothing: no operator, no substitution, no redirect. */
const PIECES =
  `a|b|"|'|$X|\${X}|\${U:-|\${EMPTY:-|\${X:+|\${EMPTY-|}|~|/|*|é|$|#|{b,c}|=|:|"$X"|'x y'|[|!|?|%|\${X#|\${P##|\${P%|\${X%%|\${P%%/*|\${P##*/|\${X=`
    .split('|')
    .concat([' ', '\\', '\\\n']);

test('the value of a word is what the shell of Debian makes of it', (t) => {
  const shell = '/bin/dash';
  if (!existsSync(shell)) return t.skip('needs dash: apt-get install dash');
  const words = fc.sample(fc.array(fc.constantFrom(...PIECES), { minLength: 1, maxLength: 8 }), {
    numRuns: 12000,
    seed,
  });
  const cases = words.flatMap((pieces) => {
    const text = `v=${pieces.join('')}`;
    const value = assignedValue(text);
    return value === null ? [] : [{ text, value }];
  });
  assert.ok(cases.length > 1000, `only ${cases.length} cases`);
  const script = cases
    .map(({ text }) => `( eval ${quote(text)} 2>/dev/null; printf '%s' "$v" ); printf '\\000'`)
    .join('\n');
  const run = spawnSync(shell, [], {
    input: script,
    encoding: 'utf8',
    env: { ...env, PATH: '/nowhere', LC_ALL: 'C.UTF-8' },
    maxBuffer: 1 << 28,
  });
  const values = run.stdout.split('\0');
  cases.forEach(({ text, value }, index) =>
    assert.equal(value, values[index], `${JSON.stringify(text)} (seed ${seed})`),
  );
});

test('what is an error here is one to bash', (t) => {
  const shell = '/bin/bash';
  if (!existsSync(shell)) return t.skip('needs bash: apt-get install bash');
  for (const body of BODIES) {
    const { errors } = parseShell(body, { escape: '\\', offset: 0, script: true });
    const { status, stderr } = spawnSync(shell, ['-n'], { input: body, encoding: 'utf8' });
    assert.equal(errors.length === 0, status === 0, `${body}\n${stderr}\n${JSON.stringify(errors)}`);
  }
});

const BODIES: readonly string[] = [
  'apk add --no-cache gcc musl-dev && go build -o /x ./cmd/x',
  'set -eux; for p in api worker; do CGO_ENABLED=0 go build -o "/out/$p" "./cmd/$p"; done',
  'case "$(uname -m)" in x86_64) a=amd64 ;; aarch64|arm64) a=arm64 ;; *) exit 1 ;; esac',
  'if [ -z "$V" ]; then echo no >&2; exit 1; elif true; then :; fi',
  'find . -name "*.go" -exec sh -c \'echo "$1"\' _ {} \\;',
  'cat > /f <<EOF\nx $Y\nEOF\nls',
  '{ a; b; } | tee /log || (c; d) &',
  'f() { local x="$1"; echo "${x##*/}"; }; f /a/b',
  'export PATH="$PATH:$(go env GOPATH)/bin" && a `b c`',
  'while ! nc -z db 5432; do sleep 1; done',
  'x=$((1 + 2)) && echo "$x" 2>&1 >/dev/null',
  'exec "$@"',
  'a &&',
  '&& a',
  'a && && b',
  'if a; then b',
  'for x in a b; do c',
  'echo "a',
  "echo 'a",
  'a )',
  '( a',
  '{ a; ',
  'case x in a) b',
  'a | | b',
  'done',
  'then',
  'a ;; b',
  'echo $(a',
];

/** The value of `v=…` where it is one assignment that nothing unknown goes into, else null. */
function assignedValue(text: string): string | null {
  const { value, errors } = parseShell(text, { escape: '\\', offset: 0, script: true });
  const node = value.items.length === 1 ? value.items[0]?.node : undefined;
  if (errors.length > 0 || node?.kind !== 'command' || node.end !== text.length) return null;
  const [assignment] = node.assignments;
  if (!assignment || node.assignments.length + node.words.length + node.redirects.length !== 1) return null;
  return valueOf(assignment.value);
}

function valueOf(word: Word): string | null {
  let out = '';
  for (const part of word.parts) {
    const value = part.kind === 'literal' ? part.text : part.kind === 'variable' ? variableOf(part) : null;
    if (value === null) return null;
    out += value;
  }
  return out;
}

function variableOf(part: Extract<Word['parts'][number], { kind: 'variable' }>): string | null {
  if (!/^[A-Za-z]/.test(part.name)) return null;
  const value = env[part.name];
  const isSet = value !== undefined && !(part.operator?.startsWith(':') && value === '');
  const { operator } = part;
  if (operator === null) return value ?? '';
  if (operator === '#' || operator === '##' || operator === '%' || operator === '%%') {
    const pattern = part.operand ? patternOf(part.operand) : '';
    return pattern === null ? null : removeAffix(value ?? '', operator, pattern);
  }
  const takesOperand = operator.endsWith('+') ? isSet : !isSet;
  if (takesOperand) return part.operand ? valueOf(part.operand) : '';
  return operator.endsWith('+') ? '' : (value ?? '');
}

/** What is quoted in a pattern stands for itself. */
function patternOf(word: Word): string | null {
  let out = '';
  for (const part of word.parts) {
    if (part.kind === 'unknown') return null;
    if (part.kind === 'variable') {
      const value = variableOf(part);
      if (value === null) return null;
      out += part.quoted ? quotePattern(value) : value;
    } else out += part.kind === 'literal' && part.quoted ? quotePattern(part.text) : part.text;
  }
  return out;
}

const quote = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;
