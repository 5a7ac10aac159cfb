import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Dockerfile } from '../../../server/src/dockerfile/ast.ts';
import { parseDockerfile } from '../../../server/src/dockerfile/parse-dockerfile.ts';
import { nameDockerfile } from '../../../server/src/split/name-dockerfile.ts';
import { removeCommands } from '../../../server/src/edit/dockerfile/remove-commands.ts';
import { removeInstruction } from '../../../server/src/edit/dockerfile/remove-instruction.ts';
import { removeWords } from '../../../server/src/edit/dockerfile/remove-words.ts';
import { tidyEdits } from '../../../server/src/edit/dockerfile/tidy-edits.ts';
import { applyEdits } from '../../../server/src/text/edit.ts';

const parse = (text: string): Dockerfile => parseDockerfile(text).value;

describe('removeCommands', () => {
  const remove = (text: string, ...commands: string[]): string | null => {
    const dockerfile = parse(text);
    const run = dockerfile.instructions.find((each) => each.keyword === 'RUN');
    assert.ok(run);
    const spans = commands.map((command) => ({
      start: text.indexOf(command),
      end: text.indexOf(command) + command.length,
    }));
    const { edits, stuck } = removeCommands(dockerfile, run, spans);
    return stuck.length > 0 ? null : applyEdits(text, tidyEdits(edits) ?? []);
  };
  const chain = 'FROM a\nRUN one x \\\n    && two y \\\n    && three z\nCMD c\n';

  test('takes a command out of a chain with its operator', () => {
    assert.equal(remove(chain, 'two y'), 'FROM a\nRUN one x \\\n    && three z\nCMD c\n');
    assert.equal(remove(chain, 'three z'), 'FROM a\nRUN one x \\\n    && two y\nCMD c\n');
    assert.equal(remove(chain, 'one x'), 'FROM a\nRUN two y \\\n    && three z\nCMD c\n');
    assert.equal(remove(chain, 'one x', 'two y'), 'FROM a\nRUN three z\nCMD c\n');
    assert.equal(remove(chain, 'two y', 'three z'), 'FROM a\nRUN one x\nCMD c\n');
  });

  test('takes the instruction when nothing is left, or only what prepares', () => {
    assert.equal(remove(chain, 'one x', 'two y', 'three z'), 'FROM a\nCMD c\n');
    assert.equal(
      remove(
        'FROM a\nRUN apt-get update && apt-get install -y gcc && rm -rf /var/lib/apt/lists/*\nCMD c\n',
        'apt-get install -y gcc',
      ),
      'FROM a\nCMD c\n',
    );
    assert.equal(remove('FROM a\nRUN cd cmd/x && go build\n', 'go build'), 'FROM a\n');
  });

  test('keeps the comment of the command that stays', () => {
    const text = 'FROM a\nRUN one x && \\\n    # about two\n    two y\n';
    const after = remove(text, 'one x');
    assert.ok(after?.includes('# about two'));
    assert.deepEqual(
      parse(after ?? '').instructions.map((each) => each.rest.text.trim()),
      ['a', 'two y'],
    );
  });

  test('leaves conditions alone', () => {
    assert.equal(remove('FROM a\nRUN if one x; then two y; fi\n', 'two y'), null);
    assert.equal(remove('FROM a\nRUN one x || two y\n', 'two y'), null);
  });

  test('works in groups and heredocs', () => {
    assert.equal(
      remove('FROM a\nRUN (one x && two y) && three z\n', 'two y'),
      'FROM a\nRUN (one x) && three z\n',
    );
    assert.equal(remove('FROM a\nRUN (cd d && two y) && three z\n', 'two y'), 'FROM a\nRUN three z\n');
    assert.equal(
      remove('FROM a\nRUN <<EOF\none x\ntwo y\nEOF\n', 'two y'),
      'FROM a\nRUN <<EOF\none x\nEOF\n',
    );
  });
});

describe('removeInstruction', () => {
  const remove = (text: string, keyword: string): string => {
    const dockerfile = parse(text);
    const instruction = dockerfile.instructions.find((each) => each.keyword === keyword);
    assert.ok(instruction);
    return applyEdits(text, [removeInstruction(dockerfile, instruction)]);
  };

  test('takes the comment directly above along, and one of two blank lines', () => {
    assert.equal(remove('FROM a\n\n# About it.\nRUN x \\\n  y\n\nCMD c\n', 'RUN'), 'FROM a\n\nCMD c\n');
    assert.equal(remove('FROM a\n# A header.\n\nRUN x\nCMD c\n', 'RUN'), 'FROM a\n# A header.\n\nCMD c\n');
  });

  test('leaves a clean end', () => {
    assert.equal(remove('FROM a\n\nCMD c\n', 'CMD'), 'FROM a\n');
    assert.equal(remove('FROM a\nCMD c', 'CMD'), 'FROM a');
  });

  test('keeps CRLF', () => {
    assert.equal(remove('FROM a\r\nRUN x\r\nCMD c\r\n', 'RUN'), 'FROM a\r\nCMD c\r\n');
  });
});

test('removeWords takes the continuation before a word along', () => {
  const text = 'RUN apk add \\\n    gcc \\\n    # For the pictures.\n    libwebp-dev \\\n    git\n';
  const at = (word: string) => ({ start: text.indexOf(word), end: text.indexOf(word) + word.length });
  assert.equal(
    applyEdits(text, removeWords(text, [at('libwebp-dev')])),
    'RUN apk add \\\n    gcc \\\n    git\n',
  );
  assert.equal(
    applyEdits(text, removeWords(text, [at('gcc'), at('git')])),
    'RUN apk add \\\n    # For the pictures.\n    libwebp-dev\n',
  );
});

test('nameDockerfile makes names from the monolith, and never one that is taken', () => {
  const worker = { name: 'worker', dir: 'cmd/worker' };
  assert.equal(nameDockerfile('/w/Dockerfile', worker, new Set()), '/w/Dockerfile.worker');
  assert.equal(nameDockerfile('/w/api.Dockerfile', worker, new Set()), '/w/api.worker.Dockerfile');
  assert.equal(nameDockerfile('/w/Dockerfile.prod', worker, new Set()), '/w/Dockerfile.prod.worker');
  assert.equal(
    nameDockerfile('/w/Dockerfile', worker, new Set(['/w/dockerfile.worker'])),
    '/w/Dockerfile.cmd-worker',
  );
  assert.equal(
    nameDockerfile('/w/Dockerfile', worker, new Set(['/w/dockerfile.worker', '/w/dockerfile.cmd-worker'])),
    null,
  );
});

test('tidyEdits drops what falls into a deletion and refuses true overlaps', () => {
  const edit = (start: number, end: number, text = '') => ({ span: { start, end }, text });
  assert.deepEqual(tidyEdits([edit(2, 4), edit(0, 10)]), [edit(0, 10)]);
  assert.deepEqual(tidyEdits([edit(0, 5), edit(3, 8)]), [edit(0, 8)]);
  assert.equal(tidyEdits([edit(0, 5, 'x'), edit(3, 8, 'y')]), null);
});
