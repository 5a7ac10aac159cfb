import type { ComposeHook } from '../../compose/model.ts';
import { type Runs, whatRuns } from '../start/what-runs.ts';
import type { Image, Service } from '../world.ts';

/** What one hook of a service starts. */
export interface HookRun {
  /** A noun for people: `post_start of service api`. */
  readonly what: string;
  readonly runs: Runs;
}

/**
 * What the hooks of a service start in its image. Those that run in the container itself are started without its
 * entrypoint; `pre_start` is a container of its own, which starts as the service does where the hook says nothing.
 */
export function hookRuns(image: Image, { model }: Service): readonly HookRun[] {
  const stage = image.trace.final;
  if (!stage) return [];
  const run = (key: string, hook: ComposeHook, isOwn: boolean): HookRun => {
    const service = {
      ...model,
      entrypoint: isOwn ? (hook.entrypoint ?? model.entrypoint) : hook.command,
      command: isOwn ? (hook.command ?? (hook.entrypoint ? null : model.command)) : null,
      environment: new Map([...model.environment, ...hook.environment]),
      workingDir: hook.workingDir ?? model.workingDir,
    };
    return {
      what: `${key} of service ${model.name.value}`,
      runs: whatRuns({ service, stage, context: image.context, file: image.file }),
    };
  };
  return [
    ...model.preStart.map((hook) => run('pre_start', hook, true)),
    ...model.postStart.map((hook) => run('post_start', hook, false)),
    ...model.preStop.map((hook) => run('pre_stop', hook, false)),
    ...model.watchExec.map((hook) => run('develop.watch', hook, false)),
  ];
}
