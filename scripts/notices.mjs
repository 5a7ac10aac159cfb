// The licences of what a bundle holds, as their texts ask for.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/**
 * The notices for bundles, from what esbuild says that they were made of: each package with its version, its licence and
 * the texts that it ships. Throws when a package ships no licence text: it could not be passed on.
 *
 * @param {readonly import('esbuild').Metafile[]} metafiles
 * @param {string} root the folder that esbuild's paths are relative to
 */
export function notices(metafiles, root) {
  const sections = bundledPackages(metafiles, root).map(({ folder, name, version, license }) => {
    const texts = textsOf(folder);
    if (!texts.some(({ isLicence }) => isLicence))
      throw new Error(`${name} ${version} is bundled and ships no licence text: ${folder}`);
    return [`${name} ${version} (${license})`, ...texts.map(({ text }) => text.trim())].join('\n\n');
  });
  return `${[HEAD, ...sections].join(`\n\n${'-'.repeat(80)}\n\n`)}\n`;
}

/**
 * The packages that have at least one file in a bundle, by name and version.
 *
 * @param {readonly import('esbuild').Metafile[]} metafiles
 * @param {string} root
 */
export function bundledPackages(metafiles, root) {
  const inputs = metafiles.flatMap(({ outputs }) =>
    Object.values(outputs).flatMap((output) =>
      Object.entries(output.inputs).flatMap(([path, { bytesInOutput }]) => (bytesInOutput > 0 ? [path] : [])),
    ),
  );
  const folders = new Set(inputs.flatMap((path) => PACKAGE.exec(resolve(root, path))?.[0] ?? []));
  return [...folders]
    .map((folder) => {
      const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
      if (typeof license !== 'string') throw new Error(`${name} ${version} does not name its licence`);
      return { folder, name, version, license };
    })
    .sort((a, b) => (a.name === b.name ? compare(a.version, b.version) : compare(a.name, b.name)));
}

/** @param {string} folder */
function textsOf(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => LICENCE.test(name) || NOTICE.test(name))
    .sort()
    .map((name) => ({
      isLicence: LICENCE.test(name),
      text: readFileSync(join(folder, name), 'utf8').replace(/\r\n/g, '\n'),
    }));
}

const compare = (a, b) => (a < b ? -1 : a > b ? 1 : 0);

/** The folder of the package that a path lies in: the last one, where packages lie in packages. */
const PACKAGE = /^.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+/;
const LICENCE = /^(?:licen[cs]e|copying)(?:[-.].*)?$/i;
const NOTICE = /^(?:notice|third-?party-?notices?)(?:[-.].*)?$/i;
const HEAD = 'dockerfile-split contains the following software of others.';
