import { isInside, relative } from '../text/path.ts';
import { shortened } from '../text/shortened.ts';
import { LineIndex } from '../text/line-index.ts';
import type { Place, Span } from '../text/span.ts';
import type { Refusal } from '../split/model.ts';
import type { Reason } from '../edit/slice/reason.ts';
import { type ProjectId, shownProject } from '../world/ids.ts';
import type { Service, World } from '../world/world.ts';

/** 1-based; columns in UTF-16 code units. */
export interface JsonRange {
  readonly start: { readonly line: number; readonly column: number };
  readonly end: { readonly line: number; readonly column: number };
}

/** Turns paths and spans into what the command line prints. */
export class Locate {
  readonly #world: World;
  readonly #lines = new Map<string, LineIndex>();

  constructor(world: World) {
    this.#world = world;
  }

  /** Relative to the folder that is reported on; outside the border (the module cache), as it is. */
  path(file: string): string {
    const { path, root } = this.#world.settings;
    return isInside(root, file) ? relative(path, file) : file;
  }

  /** A project by its files: `compose.yaml:compose.prod.yaml`. */
  project(id: ProjectId): string {
    const project = this.#world.project(id);
    return project ? shownProject(this.#world.settings.path, project) : id;
  }

  /** `compose.yaml#worker`. */
  service({ project, model }: Service): string {
    return `${this.project(project.id)}#${model.name.value}`;
  }

  range(file: string, span: Span): JsonRange {
    const { start, end } = this.lines(file).range(span);
    return {
      start: { line: start.line + 1, column: start.character + 1 },
      end: { line: end.line + 1, column: end.character + 1 },
    };
  }

  /** A reason with the line that it is about: `backend/Dockerfile:12: …`. */
  reason({ text, at }: Reason): string {
    return shortened(`${this.#line(at)}${text}`);
  }

  /** A refusal with its line and what it is about: `Dockerfile:12: program worker: …`. */
  refusal({ subject, reason, at }: Refusal): string {
    return shortened(`${this.#line(at)}${subject}: ${reason}`);
  }

  #line(at: Place | null): string {
    return at ? `${this.path(at.file)}:${this.range(at.file, at.span).start.line}: ` : '';
  }

  text(file: string): string {
    const state = this.#world.reader.file(file);
    return state.kind === 'text' ? state.file.text : '';
  }

  lines(file: string): LineIndex {
    let lines = this.#lines.get(file);
    if (!lines) this.#lines.set(file, (lines = new LineIndex(this.text(file))));
    return lines;
  }
}
