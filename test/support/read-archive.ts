/** The files of a workspace in one text: each stands below a line `-- path --`. */
export function readArchive(text: string): Record<string, string> {
  const parts = text.split(/^-- (.+) --\n/m).slice(1);
  const files: Record<string, string> = {};
  for (let i = 0; i < parts.length; i += 2) files[parts[i] ?? ''] = parts[i + 1] ?? '';
  return files;
}
