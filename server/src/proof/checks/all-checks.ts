import type { Check } from '../check.ts';
import { access } from './access.ts';
import { argumentWorlds } from './argument-worlds.ts';
import { cgo } from './cgo.ts';
import { composeRest } from './compose-rest.ts';
import { copySources } from './copy-sources.ts';
import { environment } from './environment.ts';
import { healthCheck } from './health-check.ts';
import { labels } from './labels.ts';
import { libraries } from './libraries.ts';
import { newFindings } from './new-findings.ts';
import { packages } from './packages.ts';
import { parses } from './parses.ts';
import { paths } from './paths.ts';
import { ports } from './ports.ts';
import { sameStart } from './same-start.ts';
import { stillHeld } from './still-held.ts';
import { tags } from './tags.ts';
import { targets } from './targets.ts';
import { userAndFolder } from './user-and-folder.ts';

/** Every check, the plainest losses first: a refusal names the first one. */
export const checks: Readonly<Record<string, Check>> = {
  parses,
  targets,
  sameStart,
  stillHeld,
  userAndFolder,
  environment,
  labels,
  packages,
  ports,
  paths,
  access,
  healthCheck,
  cgo,
  libraries,
  argumentWorlds,
  copySources,
  tags,
  composeRest,
  newFindings,
};
