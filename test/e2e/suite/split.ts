import assert from 'node:assert/strict';
import { isDeepStrictEqual } from 'node:util';
import { commands, DiagnosticSeverity, workspace, WorkspaceEdit } from 'vscode';
import { runMocha } from './index.ts';
import {
  applyPreviewOf,
  codeAction,
  filesOnDisk,
  finding,
  noFinding,
  open,
  rangeOf,
  until,
  uriOf,
} from './support.ts';

const compose = 'docker-compose.yml';
const monolith = 'backend/Dockerfile';
const created = ['backend/Dockerfile.scheduler', 'backend/Dockerfile.server', 'backend/Dockerfile.worker'];

/** The main job on examples/photos, from the first squiggle to the split, undone and redone. */
export const run = () =>
  runMocha(() => {
    suite('split', () => {
      const before = filesOnDisk();
      let after: Record<string, string>;

      test('the findings of the example appear', async () => {
        const document = await open(monolith);
        const needless = await finding(monolith, 'dockerfile/cgo-not-needed');
        assert.equal(needless.severity, DiagnosticSeverity.Warning);
        assert.match(document.lineAt(needless.range.start.line).text, /\.\/cmd\/worker/);
        const shared = await finding(compose, 'compose/monolithic-image');
        assert.equal(shared.severity, DiagnosticSeverity.Information);
      });

      test('a quick fix applies, and undo takes it back', async () => {
        const document = await open(monolith);
        const { range } = await finding(monolith, 'dockerfile/cgo-not-needed');
        const fix = await codeAction(document, range, 'Build worker with CGO_ENABLED=0');
        assert.ok(fix.edit, 'the fix is an edit');
        assert.ok(await workspace.applyEdit(fix.edit));
        assert.match(document.getText(), /CGO_ENABLED=0 go build .* \.\/cmd\/worker/);
        assert.equal(document.getText().match(/CGO_ENABLED=1/g)?.length, 2);
        await noFinding(monolith, 'dockerfile/cgo-not-needed');

        await commands.executeCommand('undo');
        assert.equal(document.getText(), before[monolith]);
        await finding(monolith, 'dockerfile/cgo-not-needed');
        assert.equal(document.isDirty, false);
      });

      test('an unsaved change of the Dockerfile moves the squiggles of the Compose file', async () => {
        const dockerfile = await open(monolith);
        const edit = new WorkspaceEdit();
        edit.delete(dockerfile.uri, rangeOf(dockerfile, 'COPY --from=builder /bin/worker ./worker\n'));
        assert.ok(await workspace.applyEdit(edit));
        const gone = await finding(compose, 'compose/binary-not-in-image');
        const text = (await workspace.openTextDocument(uriOf(compose))).getText(gone.range);
        assert.match(text, /\.\/worker/);
        await commands.executeCommand('undo');
        await noFinding(compose, 'compose/binary-not-in-image');
        assert.equal(dockerfile.isDirty, false);
      });

      test('nothing is split while a file of it has unsaved changes', async () => {
        const document = await open(compose);
        const edit = new WorkspaceEdit();
        edit.insert(document.uri, document.positionAt(0), '# half a thought\n');
        assert.ok(await workspace.applyEdit(edit));
        assert.equal(await commands.executeCommand('dockerfileSplit.split'), null);
        assert.deepEqual(filesOnDisk(), before);
        await commands.executeCommand('undo');
        assert.equal(document.isDirty, false);
      });

      test('the command splits the Dockerfile, on disk', async () => {
        await open(compose);
        const outcome = await applyPreviewOf('dockerfileSplit.split');
        assert.deepEqual(outcome, { left: [], changed: [], findings: [] });
        after = await until('the new Dockerfiles', () => {
          const files = filesOnDisk();
          return created.every((path) => path in files) && files[compose] !== before[compose] ? files : null;
        });
        assert.deepEqual(
          Object.keys(after).sort(),
          [...Object.keys(before).filter((path) => path !== monolith), ...created].sort(),
        );
        assert.deepEqual(
          workspace.textDocuments.filter((document) => document.isDirty).map((document) => document.uri.path),
          [],
        );
        const others = Object.keys(before).filter((path) => path !== compose && path !== monolith);
        for (const path of others) assert.equal(after[path], before[path], path);
      });

      test('each new Dockerfile holds what its program needs', () => {
        const [scheduler, server, worker] = created.map((path) => after[path] ?? '');
        for (const text of [scheduler, server, worker]) assert.equal(text?.match(/go build/g)?.length, 1);
        for (const text of [scheduler, server]) {
          assert.match(text ?? '', /CGO_ENABLED=1/);
          assert.match(text ?? '', /build-base libwebp-dev/);
          assert.match(text ?? '', /apk add --no-cache libwebp ca-certificates tzdata/);
          assert.match(text ?? '', /\/data\/photos/);
        }
        assert.match(worker ?? '', /CGO_ENABLED=0/);
        assert.doesNotMatch(worker ?? '', /libwebp|build-base|\/data\/photos/);
        assert.match(worker ?? '', /^EXPOSE 8081$/m);
        assert.match(server ?? '', /^EXPOSE 8080$/m);
        assert.doesNotMatch(scheduler ?? '', /EXPOSE/);
        for (const program of ['scheduler', 'server', 'worker']) {
          assert.match(
            after[`backend/Dockerfile.${program}`] ?? '',
            new RegExp(`^CMD \\["\\./${program}"\\]$`, 'm'),
          );
        }
      });

      test('three lines of the Compose file changed and two went', () => {
        const old = (before[compose] ?? '').split('\n');
        const now = (after[compose] ?? '').split('\n');
        assert.deepEqual(
          old.filter((line) => !now.includes(line)),
          ['    command: ["./worker"]', '    command: ["./scheduler"]'],
        );
        const programs = ['server', 'worker', 'scheduler'];
        assert.deepEqual(
          now.filter((line) => !old.includes(line)),
          programs.map((name) => `      dockerfile: Dockerfile.${name}`),
        );
        assert.equal(now.length, old.length - 2);
        // The frontend keeps its own.
        assert.equal(now.filter((line) => line === '      dockerfile: Dockerfile').length, 1);
      });

      test('the findings of the split are gone', async () => {
        await noFinding(compose, 'compose/monolithic-image');
      });

      test('undo brings every file back as it was', async () => {
        const document = await open(compose);
        await commands.executeCommand('undo');
        await until('the new Dockerfiles are gone', () => created.every((path) => !(path in filesOnDisk())));
        assert.equal(document.getText(), before[compose]);
        await until('all is saved as it was', () => isDeepStrictEqual(filesOnDisk(), before));
        await until('nothing waits for being saved', () => !document.isDirty);
      });

      test('redo splits again', async () => {
        const document = await open(compose);
        await commands.executeCommand('redo');
        await until('the new Dockerfiles are back', () => created.every((path) => path in filesOnDisk()));
        await until('all is saved as it was split', () => isDeepStrictEqual(filesOnDisk(), after));
        await until('nothing waits for being saved', () => !document.isDirty);
      });
    });
  });
