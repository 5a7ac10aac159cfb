import assert from 'node:assert/strict';
import { test } from 'node:test';
import { rules } from '../../server/src/rules/all-rules.ts';
import { prettyPage } from '../../server/src/cli/format/pretty-page.ts';
import { onWorkspace } from '../support/command-line.ts';

test('explain prints the page of every rule, as plain text', async () => {
  await onWorkspace({}, async (bench) => {
    for (const { id, since } of rules) {
      const { status, out, error } = await bench.run('explain', id);
      assert.deepEqual({ status, error }, { status: 0, error: '' });
      assert.ok(out.startsWith(`${id}\n\n`), out.slice(0, 80));
      assert.ok(out.includes(`, since ${since}.\n`), id);
      for (const heading of ['Bad', 'Good', 'Turning it off'])
        assert.ok(out.includes(`\n\n${heading}\n\n`), id);
      assert.doesNotMatch(out, /```|\]\(|<!--/, id);
      assert.ok(!out.includes('\u001b'), id);
    }
  });
});

test('a rule may be named by what stands behind its slash', async () => {
  await onWorkspace({}, async (bench) => {
    assert.match((await bench.run('explain', 'cgo-needed')).out, /^dockerfile\/cgo-needed\n/);
  });
});

test('a misspelt rule gets the one that was meant, and anything else none', async () => {
  const said = async (name: string): Promise<string> => {
    let line = '';
    await onWorkspace({}, async (bench) => {
      const { status, out, error } = await bench.run('explain', name);
      assert.deepEqual({ status, out }, { status: 2, out: '' });
      line = error;
    });
    return line;
  };
  assert.equal(
    await said('dockerfile/cgo-neded'),
    "dockerfile-split: there is no rule 'dockerfile/cgo-neded'; did you mean dockerfile/cgo-needed?\n",
  );
  assert.match(await said('redundent-command'), /did you mean compose\/redundant-command\?/);
  assert.equal(await said('kubernetes'), "dockerfile-split: there is no rule 'kubernetes'\n");
});

test('on a terminal headings are bold, code has a colour, and links are their words', () => {
  assert.equal(
    prettyPage('# a/b\n\nSee [this](x.md), *never* `x`.\n\n```go\nfunc f()\n```\n', true),
    '\u001b[1ma/b\u001b[22m\n\nSee this, never \u001b[36mx\u001b[39m.\n\n    func f()\n',
  );
});
