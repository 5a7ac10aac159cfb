/** A tag of the official golang image, taken apart. */
export interface GoTag {
  /** 25 for `1.25.3-alpine`; null for a floating tag (`latest`, `alpine`, `1`). */
  readonly minor: number | null;
  /** The version as written, when it names a patch release (`1.25.3`). */
  readonly version: string | null;
  readonly variant: 'alpine' | 'debian' | 'unknown';
  /** The name of the Debian release, as written: `bookworm`; null where the tag names none. */
  readonly release: string | null;
}

/** The variants that Docker Hub documents. What else stands there (a Windows image, a name of somebody's own) is unknown. */
export function parseGoTag(tag: string): GoTag {
  const [, version = '', rest = ''] = /^(\d+(?:\.\d+)*(?:rc\d+|beta\d+)?|latest|tip)?-?(.*)$/.exec(tag) ?? [];
  const [, minor] = /^1\.(\d+)/.exec(version) ?? [];
  const variant = rest.replace(/^-/, '').replace(/^rc(?:\d+)?(?:-|$)/, '');
  return {
    minor: minor === undefined ? null : Number(minor),
    version: /^1\.\d+\.\d+$/.test(version) ? version : null,
    variant: variantOf(variant),
    release: variantOf(variant) === 'debian' && variant !== '' ? variant : null,
  };
}

function variantOf(name: string): GoTag['variant'] {
  if (/^alpine(3\.\d+)?$/.test(name)) return 'alpine';
  if (name === '' || /^(forky|trixie|bookworm|bullseye|buster|stretch|jessie|wheezy)$/.test(name))
    return 'debian';
  return 'unknown';
}
