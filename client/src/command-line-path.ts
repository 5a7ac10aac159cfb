/** The one bundle beside the extension's own, seen from the extension's folder: the command line, which is the server too. */
export const COMMAND_LINE = 'server/dist/cli.cjs';
