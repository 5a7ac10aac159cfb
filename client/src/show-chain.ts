import { commands, Location, Position, Range, Uri } from 'vscode';
import type { ChainPlace, Position as Place } from '../../protocol/src/protocol.ts';

/** Shows the imports between a program and what needs cgo, one below the other, without leaving the Compose file. */
export async function showChain(uri: string, at: Place, chain: readonly ChainPlace[]): Promise<void> {
  const locations = chain.map(
    ({ uri: file, range: { start, end } }) =>
      new Location(Uri.parse(file), new Range(start.line, start.character, end.line, end.character)),
  );
  await commands.executeCommand(
    'editor.action.peekLocations',
    Uri.parse(uri),
    new Position(at.line, at.character),
    locations,
    'peek',
  );
}
