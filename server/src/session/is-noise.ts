/** Whether a path lies in a folder in which tools write all the time, and which no analysis enters. */
export const isNoise = (path: string): boolean =>
  /\/(?:\.git|node_modules|\.hg|\.svn|\.vscode-test)\//.test(path);
