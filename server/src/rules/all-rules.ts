import { binaryNotInImage } from './compose/binary-not-in-image.ts';
import { buildArgPackageNotFound } from './compose/build-arg-package-not-found.ts';
import { commandIsArguments } from './compose/command-is-arguments.ts';
import { contextNotFound } from './compose/context-not-found.ts';
import { dockerfileNotFound } from './compose/dockerfile-not-found.ts';
import { imageTagCollision } from './compose/image-tag-collision.ts';
import { monolithicImage } from './compose/monolithic-image.ts';
import { notValid } from './compose/not-valid.ts';
import { redundantCommand } from './compose/redundant-command.ts';
import { targetNotFound } from './compose/target-not-found.ts';
import { wrongDockerfile } from './compose/wrong-dockerfile.ts';
import { configurationNotValid } from './config/not-valid.ts';
import { unusedIgnore } from './config/unused-ignore.ts';
import { binaryUnused } from './dockerfile/binary-unused.ts';
import { cgoNeeded } from './dockerfile/cgo-needed.ts';
import { cgoNotNeeded } from './dockerfile/cgo-not-needed.ts';
import { cgoStub } from './dockerfile/cgo-stub.ts';
import { copySourceNotBuilt } from './dockerfile/copy-source-not-built.ts';
import { copySourceNotFound } from './dockerfile/copy-source-not-found.ts';
import { entryNotInImage } from './dockerfile/entry-not-in-image.ts';
import { goTooOld } from './dockerfile/go-too-old.ts';
import { libcMismatch } from './dockerfile/libc-mismatch.ts';
import { nativePackageMissing } from './dockerfile/native-package-missing.ts';
import { nativePackageNotNeeded } from './dockerfile/native-package-not-needed.ts';
import { notAMainPackage } from './dockerfile/not-a-main-package.ts';
import { dockerfileNotValid } from './dockerfile/not-valid.ts';
import { packageNotFound } from './dockerfile/package-not-found.ts';
import { replaceOutsideContext } from './dockerfile/replace-outside-context.ts';
import { severalPrograms } from './dockerfile/several-programs.ts';
import { siblingDrift } from './dockerfile/sibling-drift.ts';
import { singleGoFile } from './dockerfile/single-go-file.ts';
import { workspaceNotCopied } from './dockerfile/workspace-not-copied.ts';
import { importPullsCgo } from './go/import-pulls-cgo.ts';
import { mustBePure } from './go/must-be-pure.ts';
import type { Rule } from './rule.ts';

/** Every rule, in order of id. Made by scripts/generate-rules.ts. */
export const rules: readonly Rule[] = [
  binaryNotInImage,
  buildArgPackageNotFound,
  commandIsArguments,
  contextNotFound,
  dockerfileNotFound,
  imageTagCollision,
  monolithicImage,
  notValid,
  redundantCommand,
  targetNotFound,
  wrongDockerfile,
  configurationNotValid,
  unusedIgnore,
  binaryUnused,
  cgoNeeded,
  cgoNotNeeded,
  cgoStub,
  copySourceNotBuilt,
  copySourceNotFound,
  entryNotInImage,
  goTooOld,
  libcMismatch,
  nativePackageMissing,
  nativePackageNotNeeded,
  notAMainPackage,
  dockerfileNotValid,
  packageNotFound,
  replaceOutsideContext,
  severalPrograms,
  siblingDrift,
  singleGoFile,
  workspaceNotCopied,
  importPullsCgo,
  mustBePure,
];
