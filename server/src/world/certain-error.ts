import type { ComposeError, ComposeProject } from '../compose/model.ts';
import { isFragment } from './find/is-fragment.ts';
import type { World } from './world.ts';

/** Whether Compose refuses a project for an error wherever it is started: what a file that is merged with it may mend is not that. */
export const isCertainError = (
  { reader, settings }: Pick<World, 'reader' | 'settings'>,
  project: ComposeProject,
  { certain, mayBeElsewhere }: ComposeError,
): boolean => certain && !(mayBeElsewhere && isFragment(reader, settings.root, project));
