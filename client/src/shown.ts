import { Uri, workspace } from 'vscode';

/** A file as a person reads it: its path in the workspace. */
export const shown = (uri: string): string => workspace.asRelativePath(Uri.parse(uri));
