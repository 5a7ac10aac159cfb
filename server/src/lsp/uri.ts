import { URI } from 'vscode-uri';

/**
 * The engine's path of a `file:` URI; null for every other scheme, whose documents are left alone, and for what is no path on
 * any system.
 */
export function pathOf(uri: string): string | null {
  const parsed = URI.parse(uri);
  if (parsed.scheme !== 'file' || parsed.path.includes('\0')) return null;
  const path = process.platform === 'win32' ? parsed.fsPath.replaceAll('\\', '/') : parsed.fsPath;
  return path.length > 1 && path.endsWith('/') && !path.endsWith(':/') ? path.slice(0, -1) : path;
}

export const uriOf = (path: string): string => URI.file(path).toString();
