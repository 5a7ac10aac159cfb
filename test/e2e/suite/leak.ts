import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { DiagnosticSeverity, workspace, WorkspaceEdit } from 'vscode';
import { runMocha } from './index.ts';
import { filesOnDisk, finding, findings, noFinding, open, rangeOf, uriOf } from './support.ts';

const compose = 'docker-compose.yml';
const byHand = 'backend/Dockerfile.worker';

/** The worker as somebody would split it by hand who believes that it is pure Go. */
const pureGo = `FROM golang:1.25-alpine AS builder
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
RUN CGO_ENABLED=0 go build -ldflags="-s -w" -o /bin/worker ./cmd/worker

FROM alpine:3.22
WORKDIR /app
COPY --from=builder /bin/worker ./worker
EXPOSE 8081
CMD ["./worker"]
`;

/** The hand-made split of examples/photos-leak: the image does not build, and the editor shows why. */
export const run = () =>
  runMocha(() => {
    suite('leak', () => {
      test('no program of the example builds without cgo, so nothing says that one could', async () => {
        await open(compose);
        await finding(compose, 'compose/monolithic-image');
        assert.deepEqual(findings('backend/Dockerfile', 'dockerfile/cgo-not-needed'), []);
      });

      test('a Dockerfile written outside the editor is found wrong, with the chain of imports', async () => {
        writeFileSync(uriOf(byHand).fsPath, pureGo);
        const document = await open(compose);
        const edit = new WorkspaceEdit();
        const worker = rangeOf(document, 'dockerfile: Dockerfile\n    command: ["./worker"]');
        edit.replace(document.uri, worker, 'dockerfile: Dockerfile.worker');
        assert.ok(await workspace.applyEdit(edit));

        const needed = await finding(byHand, 'dockerfile/cgo-needed');
        assert.equal(needed.severity, DiagnosticSeverity.Error);
        const hops = needed.relatedInformation?.map(
          ({ location }) => location.uri.path.split('/backend/')[1],
        );
        assert.deepEqual(hops, [
          'cmd/worker/main.go',
          'internal/postgres/photos.go',
          'internal/domain/photo.go',
          'internal/jobs/jobs.go',
          'internal/imageprocessor/imageprocessor.go',
        ]);
      });

      test('cutting the import in an unsaved Go file takes the error away', async () => {
        const photo = await open('backend/internal/domain/photo.go');
        const edit = new WorkspaceEdit();
        edit.delete(photo.uri, rangeOf(photo, 'import "example.com/photos/internal/jobs"\n'));
        assert.ok(await workspace.applyEdit(edit));
        await noFinding(byHand, 'dockerfile/cgo-needed');
        assert.equal(filesOnDisk()['backend/internal/domain/photo.go']?.includes('internal/jobs'), true);
      });
    });
  });
