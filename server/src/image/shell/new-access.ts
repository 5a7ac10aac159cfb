import type { Access } from '../model.ts';
import type { Shell } from '../state.ts';
import type { AccessChange } from '../files/file-tree.ts';

/** The access of a file (666) or a folder (777) that a command makes, with the umask that a shell of RUN starts with. */
export function newAccess(shell: Shell, asked: 0o666 | 0o777): Access {
  const { mode, ...owner } = asRunBy(shell);
  return { mode: mode === null ? null : asked & ~0o022, ...owner };
}

/** Who owns what a command makes, and whether its mode can be told (`0`) or not (null). */
export function asRunBy({ stage, instruction, conditional }: Shell): Access {
  const text = stage.text.slice(instruction.start, instruction.end);
  // Each of these changes who or with which mask; which commands it holds for is not followed.
  const mode = /\bumask\b/.test(text) || conditional ? null : 0;
  if (/\b(?:sudo|su|doas|gosu|su-exec|runuser|setpriv)\b/.test(text))
    return { mode, user: null, group: null };
  return { mode, ...ownerOf(stage.user) };
}

/** `USER app:app`, `--chown=1000`, `chown root:`. Without a group root has its own; another user's is in the image's files. */
export function ownerOf(text: string | null): {
  readonly user: string | null;
  readonly group: string | null;
} {
  if (text === null) return { user: null, group: null };
  const [user = '', group] = text.split(':');
  const own = number(user === '' ? 'root' : user);
  return { user: own, group: group === undefined ? (own === '0' ? '0' : null) : number(group) };
}

const number = (name: string): string => (name === 'root' ? '0' : name);

/** What `chown WHO` sets. */
export function ownerSet(who: string | null): AccessChange {
  if (who === null) return { user: null, group: null };
  const [, user = '', separator = '', group = ''] = /^([^:.]*)([:.]?)(.*)$/.exec(who) ?? [];
  return {
    ...(user !== '' && { user: number(user) }),
    // `chown app:` takes the group that the user logs in with.
    ...(separator !== '' && { group: group === '' ? (number(user) === '0' ? '0' : null) : number(group) }),
  };
}
