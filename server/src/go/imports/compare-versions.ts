/** Semantic versions as the go command orders them: pre-releases below releases, what stands after a plus left out. */
export function compareVersions(a: string, b: string): number {
  const [x, y] = [parse(a), parse(b)];
  for (let i = 0; i < 3; i++)
    if ((x.core[i] ?? 0) !== (y.core[i] ?? 0)) return (x.core[i] ?? 0) - (y.core[i] ?? 0);
  if (x.pre.length === 0 || y.pre.length === 0) return y.pre.length - x.pre.length;
  for (let i = 0; i < Math.max(x.pre.length, y.pre.length); i++) {
    const [p, q] = [x.pre[i], y.pre[i]];
    if (p === q) continue;
    if (p === undefined || q === undefined) return p === undefined ? -1 : 1;
    const [m, n] = [/^\d+$/.test(p), /^\d+$/.test(q)];
    if (m && n) return p.length - q.length || (p < q ? -1 : 1);
    if (m !== n) return m ? -1 : 1;
    return p < q ? -1 : 1;
  }
  return 0;
}

function parse(version: string): { core: number[]; pre: string[] } {
  const plain = version.replace(/^v/, '').replace(/\+.*$/s, '');
  const dash = plain.indexOf('-');
  return {
    core: (dash < 0 ? plain : plain.slice(0, dash)).split('.').map(Number),
    pre: dash < 0 ? [] : plain.slice(dash + 1).split('.'),
  };
}
