/** Ports of addresses on this host in the words of a health check. */
export function portsIn(words: readonly string[]): number[] {
  return [...words.join(' ').matchAll(/(?:localhost|127\.0\.0\.1|\[::1\]|0\.0\.0\.0)[: ](\d{2,5})/g)].map(
    (match) => Number(match[1]),
  );
}
