import type { Parsed } from '../../text/parsed.ts';
import type { ComposeFile } from '../parse/compose-file.ts';

/** What a project is loaded from. Paths are absolute. */
export interface ProjectRequest {
  /** The base file and its overrides, in merge order. */
  readonly files: readonly string[];
  /** The project directory: the folder of the first file. */
  readonly dir: string;
  /** Files of variables, those that win first; `.env` of the project directory by default. They need not exist. */
  readonly envFiles?: readonly string[];
  /** Variables that win over those files. */
  readonly env: ReadonlyMap<string, string>;
  /** Nothing outside this folder is read. */
  readonly root: string;
  /** Whether it is a guess that these files make a project of their own. */
  readonly guessed?: true;
  /** Whether somebody starts these files together in so many words. */
  readonly written?: true;
}

/** What tells a project from others: a model says it as the request did. */
export const filesOf = ({
  dir,
  files,
  envFiles,
}: Pick<ProjectRequest, 'dir' | 'files' | 'envFiles'>): Pick<
  ProjectRequest,
  'dir' | 'files' | 'envFiles'
> => ({
  dir,
  files,
  ...(envFiles && { envFiles }),
});

/** How sure it is that the files of a project are started together, and no others with them. */
export const howFound = ({
  guessed,
  written,
}: Pick<ProjectRequest, 'guessed' | 'written'>): Pick<ProjectRequest, 'guessed' | 'written'> => ({
  ...(guessed && { guessed }),
  ...(written && { written }),
});

/** Reads what the workspace holds; nothing outside its border. */
export interface ComposeReader {
  text(path: string): string | null;
  composeFile(path: string): Parsed<ComposeFile> | null;
  /** Why a file that exists cannot be read, as a clause; null when it can, or does not exist. */
  problem?(path: string): string | null;
}

/** Variables by name. */
export type Env = ReadonlyMap<string, string>;
