import pc from 'picocolors';
import type { Service } from '../../world/world.ts';
import type { Locate } from '../../print/locate.ts';
import type { MeasuredImage } from '../measure-images.ts';
import { prose } from '../../text/markdown.ts';
import { json as written, plain } from '../../text/plain.ts';

/** The image of one service before and after the split. */
export interface ServiceMeasured {
  readonly service: Service;
  readonly before: MeasuredImage;
  readonly after: MeasuredImage;
  /** What is installed on the way to the image no longer. */
  readonly packages: readonly string[];
}

export function measuredTable(
  rows: readonly ServiceMeasured[],
  format: 'pretty' | 'json' | 'markdown',
  locate: Locate,
  colour: boolean,
): string {
  if (format === 'json') return json(rows, locate);
  const cells = [
    ['service', 'image', 'above the base', 'build', 'build after an edit', 'packages that went'],
    ...rows.map((row) => cellsOf(row, locate).map(plain)),
    togetherOf(rows),
  ];
  return format === 'markdown' ? markdown(cells) : pretty(cells, colour);
}

const cellsOf = ({ service, before, after, packages }: ServiceMeasured, locate: Locate): string[] => [
  locate.service(service),
  change(before.size, after.size, megabytes),
  change(before.aboveBase, after.aboveBase, megabytes),
  change(before.cold, after.cold, seconds),
  change(before.warm, after.warm, seconds),
  packages.join(', ') || '–',
];

/** Sizes add up by service; an image that services share is built once, so times add up by image. */
function togetherOf(rows: readonly ServiceMeasured[]): string[] {
  const sum = (values: Iterable<number | null>): number =>
    [...values].reduce<number>((all, each) => all + (each ?? 0), 0);
  const sizes = (side: 'before' | 'after', what: 'size' | 'aboveBase'): number =>
    sum(rows.map((row) => row[side][what]));
  const times = (side: 'before' | 'after', what: 'cold' | 'warm'): number =>
    sum([...new Set(rows.map((row) => row[side]))].map((image) => image[what]));
  return [
    'together',
    change(sizes('before', 'size'), sizes('after', 'size'), megabytes),
    change(sizes('before', 'aboveBase'), sizes('after', 'aboveBase'), megabytes),
    change(times('before', 'cold'), times('after', 'cold'), seconds),
    change(times('before', 'warm'), times('after', 'warm'), seconds),
    '',
  ];
}

const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`;
const seconds = (milliseconds: number): string => `${(milliseconds / 1e3).toFixed(1)} s`;

function change(before: number | null, after: number | null, say: (value: number) => string): string {
  if (before === null || after === null) return '–';
  return before === after ? say(before) : `${say(before)} → ${say(after)}`;
}

const markdown = ([head = [], ...rows]: readonly string[][]): string =>
  [
    `| ${head.join(' | ')} |`,
    `|${head.map((_, index) => (index === 0 || index === head.length - 1 ? '---' : '--:')).join('|')}|`,
    ...rows.map((row) => `| ${row.map(prose).join(' | ')} |`),
    '',
  ].join('\n');

function pretty(rows: readonly string[][], colour: boolean): string {
  const { bold } = pc.createColors(colour);
  const widths = (rows[0] ?? []).map((_, index) => Math.max(...rows.map((row) => row[index]?.length ?? 0)));
  const lines = rows.map((row) =>
    row
      .map((text, index) => text.padEnd(widths[index] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  return `${[bold(lines[0] ?? ''), ...lines.slice(1)].join('\n')}\n`;
}

function json(rows: readonly ServiceMeasured[], locate: Locate): string {
  const side = ({ image, size, aboveBase, cold, warm }: MeasuredImage) => ({
    dockerfile: locate.path(image.file),
    target: image.key.target,
    size,
    aboveBase,
    coldMilliseconds: Math.round(cold),
    warmMilliseconds: warm === null ? null : Math.round(warm),
  });
  const services = rows.map(({ service, before, after, packages }) => ({
    service: locate.service(service),
    before: side(before),
    after: side(after),
    saved: before.size - after.size,
    packages,
  }));
  return written({ version: 1, services });
}
