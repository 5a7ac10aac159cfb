import { readFileSync } from 'node:fs';

declare const DOCKERFILE_SPLIT_PAGES: Readonly<Record<string, string>> | undefined;

/** The page of a rule in Markdown: written in by the bundler, and read from the repository in a run from the sources. */
export const rulePage = (id: string): string =>
  typeof DOCKERFILE_SPLIT_PAGES === 'undefined'
    ? readFileSync(new URL(`../../../docs/rules/${id}.md`, import.meta.url), 'utf8')
    : (DOCKERFILE_SPLIT_PAGES[id] ?? '');
