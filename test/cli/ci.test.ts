import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { onWorkspace, type Workbench } from '../support/command-line.ts';

const WRONG = { 'compose.yaml': 'services:\n  a:\n    build: ./absent\n  b:\n    build: ./gone\n' };

describe('a baseline', () => {
  test('keeps silent what it knows, wherever that has moved', () =>
    onWorkspace(WRONG, async (bench) => {
      const made = await bench.run('check', '--baseline', 'ci/known.json', '--write-baseline');
      assert.equal(made.status, 0);
      assert.equal(made.error, '2 findings written to ci/known.json\n');
      assert.deepEqual(await check(bench), [0, []]);
      bench.write('compose.yaml', `# a line\n# more\n${WRONG['compose.yaml']}`);
      assert.deepEqual(await check(bench), [0, []]);
      bench.write('compose.yaml', `${WRONG['compose.yaml']}  c:\n    build: ./new\n`);
      const [status, found] = await check(bench);
      assert.equal(status, 1);
      assert.equal(found.length, 1);
      assert.match(found[0]?.message ?? '', /c/);
    }));

  test('knows how many there were', () =>
    onWorkspace({ 'a.yaml': '', ...WRONG }, async (bench) => {
      await bench.run('check', '--baseline', 'ci/known.json', '--write-baseline');
      const file = join(bench.folder, 'ci/known.json');
      const value = JSON.parse(readFileSync(file, 'utf8'));
      assert.equal(value.version, 1);
      assert.deepEqual(Object.keys(value.findings[0]), ['rule', 'file', 'message', 'count']);
      value.findings[0].count = 0;
      writeFileSync(file, JSON.stringify(value));
      assert.equal((await check(bench))[1].length, 1);
    }));

  test('that is not there, or none, ends with 2', () =>
    onWorkspace(WRONG, async (bench) => {
      for (const [text, message] of [
        [null, /known\.json: there is no such file; --write-baseline makes it/],
        ['{', /known\.json: it is no JSON/],
        ['[]', /known\.json: it is no baseline/],
        ['{"version":2}', /known\.json: it has version 2/],
        ['{"version":1,"findings":[{}]}', /known\.json: it is no baseline/],
      ] as const) {
        if (text !== null) bench.write('known.json', text);
        const { status, out, error } = await bench.run('check', '--baseline', 'known.json');
        assert.deepEqual([status, out], [2, '']);
        assert.match(error, message);
      }
      const { status, error } = await bench.run('check', '--write-baseline');
      assert.equal(status, 2);
      assert.match(error, /--write-baseline needs --baseline FILE/);
      assert.ok(!existsSync(join(bench.folder, 'ci')));
    }));

  async function check(bench: Workbench): Promise<readonly [number, readonly { message: string }[]]> {
    const { status, out } = await bench.run('check', '--baseline', 'ci/known.json', '--format', 'json');
    return [status, JSON.parse(out).findings];
  }
});

test('--format gitlab is a Code Quality report', () =>
  onWorkspace(WRONG, async (bench) => {
    const { status, out } = await bench.run('check', '--format', 'gitlab');
    assert.equal(status, 1);
    const report = JSON.parse(out);
    assert.equal(report.length, 2);
    for (const { description, check_name, fingerprint, severity, location } of report) {
      assert.equal(typeof description, 'string');
      assert.match(check_name, /^\w+\/[\w-]+$/);
      assert.match(fingerprint, /^[0-9a-f]{14}$/);
      assert.match(severity, /^(?:info|minor|major|critical|blocker)$/);
      assert.equal(location.path, 'compose.yaml');
      assert.ok(location.lines.begin >= 1);
    }
    assert.notEqual(report[0].fingerprint, report[1].fingerprint);
    bench.write('compose.yaml', `# moved\n${WRONG['compose.yaml']}`);
    const moved = JSON.parse((await bench.run('check', '--format', 'gitlab')).out);
    assert.deepEqual(
      moved.map((each: { fingerprint: string }) => each.fingerprint),
      report.map((each: { fingerprint: string }) => each.fingerprint),
    );
  }));

test('SARIF has rules with help, places, fingerprints, related places and fixes', () =>
  onWorkspace('photos', async (bench) => {
    const { out } = await bench.run('check', '--format', 'sarif');
    const { version, runs } = JSON.parse(out);
    assert.equal(version, '2.1.0');
    const [{ tool, results, columnKind }] = runs;
    assert.equal(columnKind, 'utf16CodeUnits');
    for (const rule of tool.driver.rules) {
      assert.match(rule.helpUri, /^[a-z]+:/);
      assert.ok(new URL(rule.helpUri));
      assert.ok(
        rule.shortDescription.text !== '' && rule.help.text !== '' && rule.help.markdown.includes('#'),
      );
      assert.match(rule.defaultConfiguration.level, /^(?:none|note|warning|error)$/);
    }
    assert.ok(results.length > 0);
    let fixes = 0;
    let related = 0;
    for (const result of results) {
      assert.equal(tool.driver.rules[result.ruleIndex].id, result.ruleId);
      assert.match(result.level, /^(?:none|note|warning|error)$/);
      assert.match(result.partialFingerprints['finding/v1'], /^[0-9a-f]{14}:\d+$/);
      for (const { physicalLocation } of [...result.locations, ...result.relatedLocations]) {
        const { artifactLocation, region } = physicalLocation;
        assert.ok(existsSync(join(bench.folder, decodeURIComponent(artifactLocation.uri))));
        assert.equal(artifactLocation.uriBaseId, 'SRCROOT');
        assert.ok(region.startLine >= 1 && region.startColumn >= 1 && region.endLine >= region.startLine);
      }
      related += result.relatedLocations.length;
      for (const { description, artifactChanges } of result.fixes) {
        fixes++;
        assert.equal(typeof description.text, 'string');
        assert.ok(artifactChanges.length > 0);
        for (const { artifactLocation, replacements } of artifactChanges) {
          assert.equal(typeof artifactLocation.uri, 'string');
          assert.ok(replacements.length > 0);
          for (const { deletedRegion, insertedContent } of replacements) {
            assert.ok(deletedRegion.startLine >= 1 || deletedRegion.charOffset === 0);
            assert.equal(typeof insertedContent.text, 'string');
          }
        }
      }
    }
    assert.ok(fixes > 0 && related > 0, `${fixes} fixes, ${related} related places`);
  }));

test('what the page about CI and the action call is understood', async () => {
  const root = new URL('../../', import.meta.url);
  const texts = ['docs/ci.md', 'action.yml'].map((file) => readFileSync(new URL(file, root), 'utf8'));
  const calls = texts.flatMap((text) =>
    [
      ...text.matchAll(/^[ \t]*(?:- )?(?:run: )?(?:- )?(?:npx --yes )?dockerfile-split (check[^>|\n]*)/gm),
    ].map(([, call = '']) =>
      call.replace('"${options[@]}"', '--fail-on warning').replace('"$SPLIT_PATH"', '.').trim(),
    ),
  );
  assert.ok(calls.length >= 6, calls.join('\n'));
  await onWorkspace(WRONG, async (bench) => {
    for (const call of calls) {
      const { status, error } = await bench.run(...call.split(' '));
      assert.ok(status !== 2, `${call}: ${error}`);
    }
  });
});
