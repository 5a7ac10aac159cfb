export type Outcome = 'true' | 'false' | 'unknown';

/**
 * The answer of `test` or `[ … ]` (without its bracket) for operands that may be unknown (null). `files` answers
 * `-e`, `-f`, `-d` and the other questions about files. https://pubs.opengroup.org/onlinepubs/9799919799/utilities/test.html
 */
export function evaluateTest(
  operands: readonly (string | null)[],
  files: (operator: string, path: string) => Outcome,
): Outcome {
  const [first = null, second = null, third = null] = operands;
  switch (operands.length) {
    case 0:
      return 'false';
    case 1:
      return first === null ? 'unknown' : truth(first !== '');
    case 2:
      if (first === '!') return negate(evaluateTest(operands.slice(1), files));
      return unary(first, second, files);
    case 3:
      // `! = x` compares, as with any other first operand.
      if (second !== null && isBinary(second)) return binary(first, second, third);
      if (first === '!') return negate(evaluateTest(operands.slice(1), files));
      return joined(operands, files);
    default:
      if (first === '!') return negate(evaluateTest(operands.slice(1), files));
      return joined(operands, files);
  }
}

export const negate = (outcome: Outcome): Outcome =>
  outcome === 'true' ? 'false' : outcome === 'false' ? 'true' : 'unknown';

/** `a -a b`, `a -o b`: the one that binds less decides first. */
function joined(
  operands: readonly (string | null)[],
  files: (operator: string, path: string) => Outcome,
): Outcome {
  for (const [operator, decides] of [
    ['-o', 'true'],
    ['-a', 'false'],
  ] as const) {
    const index = operands.indexOf(operator);
    if (index < 0) continue;
    const sides = [
      evaluateTest(operands.slice(0, index), files),
      evaluateTest(operands.slice(index + 1), files),
    ];
    if (sides.includes(decides)) return decides;
    return sides.includes('unknown') ? 'unknown' : negate(decides);
  }
  return 'unknown';
}

const truth = (value: boolean): Outcome => (value ? 'true' : 'false');

const isBinary = (operator: string): boolean => /^(?:==?|!=|-(?:eq|ne|gt|ge|lt|le))$/.test(operator);

function binary(left: string | null, operator: string, right: string | null): Outcome {
  if (left === null || right === null) return 'unknown';
  if (operator === '=' || operator === '==') return truth(left === right);
  if (operator === '!=') return truth(left !== right);
  if (!/^\s*[-+]?\d+\s*$/.test(left) || !/^\s*[-+]?\d+\s*$/.test(right)) return 'unknown';
  const difference = Number(left) - Number(right);
  switch (operator) {
    case '-eq':
      return truth(difference === 0);
    case '-ne':
      return truth(difference !== 0);
    case '-gt':
      return truth(difference > 0);
    case '-ge':
      return truth(difference >= 0);
    case '-lt':
      return truth(difference < 0);
    default:
      return truth(difference <= 0);
  }
}

function unary(
  operator: string | null,
  operand: string | null,
  files: (operator: string, path: string) => Outcome,
): Outcome {
  if (operator === null || operand === null) return 'unknown';
  if (operator === '-n') return truth(operand !== '');
  if (operator === '-z') return truth(operand === '');
  return /^-[a-zA-Z]$/.test(operator) ? files(operator, operand) : 'unknown';
}
