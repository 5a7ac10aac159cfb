import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseDockerfile } from '../../../server/src/dockerfile/parse-dockerfile.ts';
import { traceImage } from '../../../server/src/image/trace-image.ts';
import { emptyContext } from '../../perf/empty-context.ts';

/** Their files are not followed: what they build is unknown, and they are named as the reason. */
for (const tool of ['task', 'mage', 'just', 'goreleaser', 'bazel'])
  test(`what ${tool} builds is unknown`, () => {
    const { value: dockerfile } = parseDockerfile(`FROM golang:1.25\nRUN ${tool} build\n`);
    const trace = traceImage({ dockerfile, target: null, args: new Map(), platform: null }, emptyContext);
    const reason = `what ${tool} writes is not known`;
    assert.deepEqual(
      trace.final?.opaque.map((each) => each.reason),
      [reason],
    );
    assert.deepEqual(trace.final?.files.at('/usr/local/bin/api'), { kind: 'unknown', reason });
  });
