import { dnf } from './dnf.ts';
import { type PackageManager, set } from './manager.ts';

/** openSUSE. Its packages are written and called as those of dnf; its C libraries have names of their own, which are not known. */
export const zypper: PackageManager = {
  ...dnf,
  id: 'zypper',
  programs: ['zypper'],
  valued: set('-r --repo --from -t --type -C -c --config --plus-repo -p'),
  roots: set('--root -R --installroot'),
  installLine: (_, packages) =>
    `RUN zypper --non-interactive install ${packages.join(' ')} && zypper clean --all`,
  column: null,
};
