import type { Change } from '../text/change.ts';
import type { Span } from '../text/span.ts';
import { buildWorld, worldThrough } from '../world/build-world.ts';
import { type Scoped, scopeOf } from '../world/facts/scope.ts';
import type { ImageKey } from '../world/image-facts.ts';
import { type Settings, wholeFolder } from '../world/settings.ts';
import type { Query, Reader } from '../memory/snapshot.ts';
import { type Findings, prove } from '../proof/prove.ts';
import type { Service, UnknownFact, World } from '../world/world.ts';
import { unknownFacts } from '../world/unknown-facts.ts';
import { sameData } from '../text/same-data.ts';
import { shortened } from '../text/shortened.ts';
import { rules } from './all-rules.ts';
import type { Finding, Fix, Others, Rule, Severity } from './rule.ts';

/** Everything that is said about a workspace. */
export interface Analysis {
  readonly world: World;
  /** By path, then position, then rule. */
  readonly findings: readonly RuleFinding[];
  /** The same, with what a person has turned off or silenced, at the severities that the rules have by themselves. */
  readonly all: readonly RuleFinding[];
  readonly unknown: readonly UnknownFact[];
}

export interface RuleFinding extends Finding {
  readonly rule: Rule;
  readonly severity: Severity;
}

/** What every rule says. Each is a query of its own, which runs again only if something that it looked at has changed. */
export const analyse: Query<Settings, Analysis> = {
  name: 'analyse',
  perSnapshot: true,
  compute(reader, settings) {
    const world = buildWorld(reader, settings);
    const findings = rules.flatMap((rule): RuleFinding[] => {
      const fixes = once(() => distinct(rule.check(world, othersOf(reader, settings))));
      return reader.derive(runOf(rule), settings).map(
        (each): RuleFinding => ({
          ...each,
          message: shortened(each.message),
          related: each.related.map(({ at, message }) => ({ at, message: shortened(message) })),
          rule,
          severity: each.severity ?? rule.severity,
          fixes: once(() =>
            (fixes().get(idOf(each))?.fixes() ?? []).map((fix) => asProven(reader, settings, fix)),
          ),
        }),
      );
    });
    findings.sort(byPlace);
    return { world, findings, all: findings, unknown: reader.derive(unknown, settings) };
  },
};

/** A fix calls itself safe; that it is has to be proven. One that is not is left to a person's eye. */
function asProven(reader: Reader, settings: Settings, made: Fix): Fix {
  const fix = { ...made, title: shortened(made.title) };
  if (fix.kind !== 'changes' || !fix.safe) return fix;
  return isProven(reader, settings, fix.changes) ? fix : { ...fix, safe: false };
}

/** Whether nothing is lost by changes, in any project of the folder, and nothing bad comes with them. */
export const isProven = (reader: Reader, settings: Settings, changes: readonly Change[]): boolean =>
  // A snapshot of its own: the proof asks for the analysis, which must not depend on itself.
  prove(reader.with([]), wholeFolder(settings), changes, said).losses.length === 0;

/**
 * What the rules say, for a proof: all of them, at the severity that they have by themselves. What a person has turned off or
 * down makes no change safer, and a comment that silences nothing any more makes none worse.
 */
export const said: Findings = (reader, settings) =>
  reader.derive(analyse, settings).all.flatMap(({ rule, severity, at, message, fault }) =>
    rule.judgesOthers
      ? []
      : [
          {
            id: rule.id,
            serious: severity === 'error' || severity === 'warning',
            file: at.file,
            message: fault ?? message,
          },
        ],
  );

/** What a rule says, without its fixes: these are made for the texts of one snapshot, and a finding outlives them. */
const runOf = (rule: Rule): Query<Settings, readonly Said[]> => ({
  name: `rule-${rule.id}`,
  same: sameData,
  compute(reader, settings) {
    const world = worldThrough(reader, settings);
    const scope = scopeOf(reader, settings);
    const query = ofImage(rule);
    const found = query
      ? world.images.flatMap(({ key }) => reader.derive(query, scope.about(key)))
      : Array.from(rule.check(world, othersOf(reader, settings)), withoutFixes);
    return [...distinct(found).values()];
  },
});

/** What a rule says of one image; null for a rule that looks at more. */
function ofImage(rule: Rule): Query<Scoped<ImageKey>, readonly Said[]> | null {
  if (!rule.checkImage) return null;
  return {
    name: `image-${rule.id}`,
    same: sameData,
    compute(reader, { scope: { settings }, key }) {
      const world = worldThrough(reader, settings);
      const image = world.image(key);
      const found = image && rule.checkImage?.(world, image);
      return Array.from(found ?? [], withoutFixes);
    },
  };
}

type Said = Omit<Finding, 'fixes'>;

const withoutFixes = ({ at, also, message, fault, severity, related }: Finding): Said => ({
  at,
  ...(also && { also }),
  message,
  ...(fault !== undefined && { fault }),
  ...(severity && { severity }),
  related,
});

const othersOf = (reader: Reader, settings: Settings): Others => ({
  ids: rules.map(({ id }) => id),
  found: () =>
    rules.flatMap((rule) =>
      rule.judgesOthers
        ? []
        : reader
            .derive(runOf(rule), settings)
            .flatMap(({ at, also = [] }) => [at, ...also].map((each) => ({ rule: rule.id, at: each }))),
    ),
});

const unknown: Query<Settings, readonly UnknownFact[]> = {
  name: 'unknown',
  same: sameData,
  compute: (reader, settings) =>
    unknownFacts(worldThrough(reader, settings), toldOf(reader, settings), toldAt(reader, settings)).map(
      (fact) => ({
        ...fact,
        subject: shortened(fact.subject),
        reason: shortened(fact.reason),
      }),
    ),
};

/** Tells the services of which an error says why nothing is built for them: what follows from it is no news. */
function toldOf(reader: Reader, settings: Settings): (service: Service) => boolean {
  const found = othersOf(reader, settings).found();
  return ({ model: { build } }) => {
    const places = [build, build?.context, build?.dockerfile, build?.target].flatMap(
      (each) => each?.at ?? [],
    );
    return found.some(
      ({ rule, at }) =>
        rules.some(({ id, severity }) => id === rule && severity === 'error') &&
        places.some((each) => each.file === at.file && each.span.start === at.span.start),
    );
  };
}

/** Tells the commands that an error stands at, or points at as what fails. */
function toldAt(reader: Reader, settings: Settings): (file: string, command: Span) => boolean {
  const errors = rules
    .filter(({ severity, judgesOthers }) => severity === 'error' && !judgesOthers)
    .flatMap((rule) => reader.derive(runOf(rule), settings))
    .flatMap(({ at, related }) => [{ at }, ...related]);
  return (file, command) =>
    errors.some(({ at }) => at.file === file && at.span.start < command.end && command.start < at.span.end);
}

/** By what they say, the first of each: one Dockerfile built with two sets of arguments says the same thing twice. */
function distinct<T extends Said>(found: Iterable<T>): ReadonlyMap<string, T> {
  const out = new Map<string, T>();
  for (const each of found) {
    const id = idOf(each);
    if (!out.has(id)) out.set(id, each);
  }
  return out;
}

/** One fault of several images of a Dockerfile is told once. */
const idOf = ({ at, message, fault }: Said): string => JSON.stringify([at, fault ?? message]);

function byPlace(a: RuleFinding, b: RuleFinding): number {
  return (
    compare(a.at.file, b.at.file) ||
    a.at.span.start - b.at.span.start ||
    a.at.span.end - b.at.span.end ||
    compare(a.rule.id, b.rule.id) ||
    compare(a.message, b.message)
  );
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function once<T>(make: () => T): () => T {
  let made: { value: T } | null = null;
  return () => (made ??= { value: make() }).value;
}
