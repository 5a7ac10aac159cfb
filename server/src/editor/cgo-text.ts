import { librariesOfVerdict } from '../world/needs/native-use.ts';
import type { Program } from '../world/world.ts';

/** In a few words, whether a program needs cgo: how many imports bring it, and which libraries. */
export function cgoText(program: Pick<Program, 'cgo' | 'grade' | 'needCgo'>): string {
  const [flag] = program.needCgo;
  if (flag !== undefined) return `needs cgo for ${flag}`;
  const { cuts } = program.cgo;
  const libraries = librariesOfVerdict(program.cgo);
  const named = libraries.length > 0 ? ` (${libraries.join(', ')})` : '';
  const ways = cuts.length === 1 || program.cgo.singleCut ? '1 import' : `${cuts.length} imports`;
  switch (program.grade) {
    case 'none':
      return 'pure Go';
    case 'alternative':
      return 'pure Go where cgo is off';
    case 'required':
    case 'stub':
      return cuts.length > 0 ? `needs cgo through ${ways}${named}` : `needs cgo${named}`;
    case 'unknown':
      return 'cgo unknown';
  }
}
