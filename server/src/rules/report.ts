import type { Query } from '../memory/snapshot.ts';
import { configuration, ignoredFiles } from '../world/configuration/configuration.ts';
import type { Level } from '../world/configuration/read-configuration.ts';
import type { Place } from '../text/span.ts';
import { ignoresAt } from '../world/ignores/ignores-at.ts';
import { isIgnored } from '../world/ignores/is-ignored.ts';
import type { Settings } from '../world/settings.ts';
import { type Analysis, analyse, type RuleFinding } from './analyse.ts';

/** What is reported of a workspace. Plain data, as it is the key of a query. */
export interface Wishes {
  readonly settings: Settings;
  /** Levels of rules that go before those of the configuration, by id. */
  readonly levels: readonly (readonly [rule: string, level: Level])[];
}

/**
 * An analysis as a person wants to see it: without what the configuration or a comment silences, at the levels that the
 * configuration and the editor give the rules. It is only a view: nothing is judged otherwise, and no change is made safer by it.
 */
export const report: Query<Wishes, Analysis> = {
  name: 'report',
  perSnapshot: true,
  compute(reader, { settings, levels }) {
    const analysis = reader.derive(analyse, settings);
    const written = reader.derive(configuration, settings.root).rules;
    const level = new Map<string, Level>([
      ...written.map(({ id, level: each }) => [id.value, each] as const),
      ...levels,
    ]);
    const isHidden = ignoredFiles(reader, settings);
    const findings = analysis.all.flatMap((finding): RuleFinding[] => {
      const { rule, at, also = [] } = finding;
      const isSilenced = (place: Place): boolean =>
        isHidden(place.file) ||
        reader.derive(ignoresAt, place.file).some((each) => isIgnored(each, rule.id, place));
      const severity = level.get(rule.id) ?? finding.severity;
      if (severity === 'off' || isSilenced(at)) return [];
      return [{ ...finding, severity, also: also.filter((each) => !isSilenced(each)) }];
    });
    return { ...analysis, findings, unknown: analysis.unknown.filter(({ file }) => !isHidden(file)) };
  },
};
