import { resolve } from '../../text/path.ts';
import { type Field, UNKNOWN_PIECE } from '../shell/field.ts';
import { findFile } from '../files/find-file.ts';
import { MakeVariables, stem } from './make-variables.ts';
import { type MakeStatement, parseMakefile } from './parse-makefile.ts';
import { runText } from '../shell/run-text.ts';
import { addOpaque, addStep, type ShellCommand } from '../shell/shell-command.ts';
import { absolute } from '../shell/shell-path.ts';
import type { Shell } from '../state.ts';
import type { Variables } from '../variables.ts';
import { visibleTree } from '../files/write-files.ts';

/**
 * Follows `make` through a Makefile that can be read: the targets it is asked for with their prerequisites first, each
 * recipe line in a shell of its own. Where more than that would be needed, it is not understood, and says why.
 */
export function makeCommand(command: ShellCommand, shell: Shell): void {
  const call = readCall(command.args, shell);
  const problem = typeof call === 'string' ? call : new Make(command, shell, call).run();
  if (problem === null) addStep(shell, command.node, { kind: 'tool', name: 'make', usesCompiler: false });
  else addOpaque(shell, command.node, problem);
}

interface Call {
  readonly folder: string;
  readonly text: string;
  readonly targets: readonly string[];
  readonly assigned: readonly (readonly [name: string, operator: '=' | ':=' | '+=' | '?=', value: string])[];
}

/** The call, or why it cannot be followed. */
function readCall(args: readonly Field[], shell: Shell): Call | string {
  let folder = shell.cwd;
  let file: string | null = null;
  const targets: string[] = [];
  const assigned: Call['assigned'][number][] = [];
  for (let i = 0; i < args.length; i++) {
    const field = args[i];
    const text = field?.text ?? '';
    const set = /^([A-Za-z_.][\w.-]*)(\+|\?|::?)?=(.*)$/s.exec(text);
    if (set && field && !field.several) {
      const operator = set[2] === '+' ? '+=' : set[2] === '?' ? '?=' : set[2] ? ':=' : '=';
      assigned.push([set[1] ?? '', operator, set[3] ?? '']);
      continue;
    }
    if (!field || field.value === null) return 'which target make builds depends on a variable';
    const joined = /^(?:-C|--directory=|-f|--file=|--makefile=)(.+)$/s.exec(text);
    if (text === '-C' || text === '--directory' || (joined && /^(?:-C|--dir)/.test(text))) {
      const value = joined ? (joined[1] ?? null) : (args[++i]?.value ?? null);
      folder = value === null ? null : absolute(folder, value);
    } else if (text === '-f' || text === '--file' || text === '--makefile' || joined)
      file = joined ? (joined[1] ?? null) : (args[++i]?.value ?? null);
    else if (/^(?:-j\d*|--jobs(?:=\d+)?|-[sBkw]+|--silent|--no-print-directory|--always-make)$/.test(text)) {
      if (text === '-j' && /^\d+$/.test(args[i + 1]?.value ?? '')) i++;
    } else if (text.startsWith('-')) return `what make does with ${text} is not followed`;
    else targets.push(text);
  }
  if (folder === null) return 'the folder that make runs in is not known';
  const names = file === null ? ['GNUmakefile', 'makefile', 'Makefile'] : [file];
  const tree = visibleTree(shell);
  for (const name of names) {
    const found = findFile(tree, resolve(folder, name));
    if (found.kind === 'absent') continue;
    const text =
      found.kind === 'file' && found.origin.kind === 'context'
        ? shell.stage.context.read(found.origin.path)
        : null;
    return text === null ? 'the Makefile cannot be read' : { folder, text, targets, assigned };
  }
  return `there is no ${names.at(-1) ?? 'Makefile'} in ${folder}`;
}

interface Rule {
  readonly prerequisites: string[];
  recipe: readonly string[];
  readonly double: boolean;
  /** What `%` of a pattern stands for. */
  readonly stem: string;
}

class Make {
  readonly #command: ShellCommand;
  readonly #shell: Shell;
  readonly #call: Call;
  readonly #variables: MakeVariables;
  readonly #rules = new Map<string, Rule[]>();
  readonly #patterns: { readonly target: string; readonly rule: Rule }[] = [];
  /** Variables that hold while a target and what it needs are made. */
  readonly #own = new Map<string, Assignment[]>();
  readonly #phony = new Set<string>();
  readonly #done = new Set<string>();
  #goal: string | null = null;
  #problem: string | null = null;

  constructor(command: ShellCommand, shell: Shell, call: Call) {
    this.#command = command;
    this.#shell = shell;
    this.#call = call;
    const environment = shell.variables.exportedOnly();
    const variables = new MakeVariables(environment.complete);
    this.#variables = variables;
    variables.set('MAKE', ':=', 'make', 'default');
    variables.set('CURDIR', ':=', call.folder, 'default');
    variables.set('CC', ':=', 'cc', 'default');
    for (const name of environment.names()) variables.inherit(name, environment.get(name)?.value ?? null);
    for (const [name, { value }] of command.own) variables.inherit(name, value);
    for (const [name, operator, value] of [...passedOn(environment), ...call.assigned])
      variables.set(name, operator, value, 'command');
  }

  /** Why it cannot be followed; null when it was. */
  run(): string | null {
    if (this.#shell.depth > MAX_DEPTH) return 'its Makefiles call each other too deeply to follow';
    this.#read(parseMakefile(this.#call.text).statements);
    const targets =
      this.#call.targets.length > 0 ? this.#call.targets : this.#goal === null ? [] : [this.#goal];
    if (targets.length === 0) this.#problem ??= 'the Makefile has no target';
    for (const target of targets) this.#make(target, []);
    return this.#problem;
  }

  #read(statements: readonly MakeStatement[]): void {
    for (const statement of statements) this.#statement(statement);
  }

  #statement(statement: MakeStatement): void {
    switch (statement.kind) {
      case 'assign':
        this.#assign(statement);
        return;
      case 'export':
        for (const name of words(this.#variables.expand(statement.names)))
          this.#variables.export(name, statement.exported);
        if (statement.names === '') this.#variables.export(null, statement.exported);
        return;
      case 'rule':
        this.#rule(statement);
        return;
      case 'if': {
        const truth = this.#condition(statement.verb, statement.condition);
        if (truth === null) this.#problem ??= 'a condition of the Makefile depends on what is not known';
        else this.#read(truth ? statement.body : statement.otherwise);
        return;
      }
      case 'include': {
        const files = words(this.#variables.expand(statement.files));
        for (const file of files) this.#include(file, statement.optional);
        return;
      }
      case 'target-assign':
        for (const target of words(this.#variables.expand(statement.targets)))
          this.#own.set(target, [...(this.#own.get(target) ?? []), statement.assignment]);
        return;
      case 'other':
        // `$(info …)` and the like only speak; what a `define` holds is missed where it is called.
        return;
    }
  }

  #assign({ name, operator, value, exported, overrides }: Assignment): void {
    const expanded = this.#variables.expand(name);
    this.#variables.set(expanded, operator, value, overrides ? 'command' : 'file');
    if (exported) this.#variables.export(expanded, true);
    if (expanded === 'SHELL' && !/(?:^|\/)(?:ba|da|a)?sh\s*$/.test(value))
      this.#problem ??= 'the Makefile has a shell of its own';
    if (expanded === '.DEFAULT_GOAL') this.#goal = this.#variables.expand(value).trim();
  }

  #include(file: string, optional: boolean): void {
    const found = findFile(visibleTree(this.#shell), resolve(this.#call.folder, file));
    if (found.kind === 'absent' && optional) return;
    const text =
      found.kind === 'file' && found.origin.kind === 'context' && !file.includes(UNKNOWN_PIECE)
        ? this.#shell.stage.context.read(found.origin.path)
        : null;
    if (text === null) this.#problem ??= 'a file that the Makefile includes cannot be read';
    else this.#read(parseMakefile(text).statements);
  }

  #condition(verb: string, condition: string): boolean | null {
    if (verb === 'ifdef' || verb === 'ifndef') {
      const name = this.#variables.expand(condition).trim();
      const value = this.#variables.expand(`$(${name})`);
      if (value.includes(UNKNOWN_PIECE)) return null;
      return (value !== '') === (verb === 'ifdef');
    }
    const sides =
      /^\((.*),(.*)\)$/s.exec(condition.trim()) ?? /^["'](.*)["']\s+["'](.*)["']$/s.exec(condition.trim());
    const [left, right] = [sides?.[1], sides?.[2]].map((side) =>
      this.#variables.expand(side ?? UNKNOWN_PIECE).trim(),
    );
    if (left === undefined || right === undefined || (left + right).includes(UNKNOWN_PIECE)) return null;
    return (left === right) === (verb === 'ifeq');
  }

  #rule({ targets, prerequisites, recipe, double }: MakeStatement & { kind: 'rule' }): void {
    const names = words(this.#variables.expand(targets));
    const written = this.#variables.expand(prerequisites);
    const colon = written.indexOf(':');
    // A static pattern: `$(BINARIES): bin/%: cmd/%/main.go`.
    const pattern = colon < 0 ? null : written.slice(0, colon).trim();
    const needs = words(written.slice(colon + 1));
    for (const name of names) {
      if (name === '.PHONY') for (const each of needs) this.#phony.add(each);
      if (name === '.ONESHELL') this.#problem ??= 'the Makefile runs each recipe in one shell';
      if (name.startsWith('.') && !name.includes('/')) continue;
      const fits = pattern === null ? '' : stem(pattern, name);
      if (fits === null) continue;
      const own = pattern === null ? needs : needs.map((each) => each.replace('%', fits));
      if (name.includes('%')) {
        this.#patterns.push({ target: name, rule: { prerequisites: own, recipe, double, stem: '' } });
        continue;
      }
      this.#goal ??= name;
      const rules = this.#rules.get(name) ?? [];
      this.#rules.set(name, rules);
      const [old] = rules;
      if (old && !double && !old.double) {
        old.prerequisites.push(...own);
        if (recipe.length > 0) old.recipe = recipe;
      } else rules.push({ prerequisites: [...own], recipe, double, stem: fits });
    }
  }

  #make(target: string, above: readonly string[]): void {
    if (this.#problem !== null || this.#done.has(target) || above.includes(target)) return;
    this.#done.add(target);
    if (target.includes(UNKNOWN_PIECE)) {
      this.#problem = 'a prerequisite in the Makefile depends on what is not known';
      return;
    }
    const found = findFile(visibleTree(this.#shell), resolve(this.#call.folder, target));
    const rules = this.#rulesFor(target);
    if (!rules) {
      // What lies there needs no rule; what may be there is taken to be.
      if (found.kind === 'absent') this.#problem ??= `the Makefile has no rule for ${target}`;
      return;
    }
    const restore = (this.#own.get(target) ?? []).map(({ name, operator, value }) =>
      this.#variables.setFor(this.#variables.expand(name), operator, value),
    );
    for (const rule of rules) {
      for (const each of rule.prerequisites) if (each !== '|') this.#make(each, [...above, target]);
      // A file that is there is made again only if it is older than what it is made from, which nobody can tell.
      if (!this.#phony.has(target) && found.kind !== 'absent' && rule.recipe.length > 0)
        this.#problem ??= `whether make finds ${target} up to date is not known`;
      for (const line of rule.recipe) {
        if (this.#problem !== null) break;
        this.#line(line, target, rule);
      }
    }
    for (const each of restore.reverse()) each();
  }

  /** Its rules, with the recipe of the one pattern that fits where they have none; undefined when it has no rule. */
  #rulesFor(target: string): readonly Rule[] | undefined {
    const rules = this.#rules.get(target);
    // Make does not look for a pattern for what is never a file.
    if (rules?.some((rule) => rule.recipe.length > 0) || this.#phony.has(target)) return rules;
    const fitting = this.#patterns.filter((each) => stem(each.target, target) !== null);
    const [first, ...others] = fitting;
    if (!first) return rules;
    if (others.length > 0 || first.rule.recipe.length === 0) {
      this.#problem = `${target} may be made by several pattern rules of the Makefile`;
      return rules;
    }
    const fits = stem(first.target, target) ?? '';
    const prerequisites = first.rule.prerequisites.map((each) => each.replace('%', fits));
    for (const each of prerequisites)
      if (each !== '|' && !this.#rules.has(each) && this.#absent(each)) {
        this.#problem = `whether the pattern rule ${first.target} of the Makefile makes ${target} is not known`;
        return rules;
      }
    const own = rules?.flatMap((rule) => rule.prerequisites) ?? [];
    return [{ ...first.rule, prerequisites: [...prerequisites, ...own], stem: fits }];
  }

  #absent(file: string): boolean {
    return findFile(visibleTree(this.#shell), resolve(this.#call.folder, file)).kind === 'absent';
  }

  #line(written: string, target: string, rule: Rule): void {
    const needs = rule.prerequisites.filter((each) => each !== '|');
    const variables = this.#variables;
    variables.set('@', ':=', target, 'command');
    variables.set('*', ':=', rule.stem, 'command');
    variables.set('<', ':=', needs[0] ?? '', 'command');
    variables.set('^', ':=', [...new Set(needs)].join(' '), 'command');
    const expanded = variables.expand(written).replace(/^[\s@+-]+/, '');
    if (expanded.trim() === '') return;
    if (expanded.trimStart().startsWith(UNKNOWN_PIECE)) {
      this.#problem = 'which command a line of the Makefile runs is not known';
      return;
    }
    const shell: Shell = {
      ...this.#shell,
      cwd: this.#call.folder,
      variables: this.#environment(),
      functions: new Map(),
      positional: [],
      name: '/bin/sh',
      braces: this.#shell.stage.shell === null ? this.#shell.braces : null,
      depth: this.#shell.depth + 1,
    };
    // What only a running shell can tell is written as a command that it would run.
    runText(expanded.replaceAll(UNKNOWN_PIECE, '$(:)'), shell, this.#command.node);
    this.#shell.world = shell.world;
    if (shell.ended === 'failed') this.#shell.ended = 'failed';
  }

  #environment(): Shell['variables'] {
    let variables = this.#shell.variables.exportedOnly();
    for (const [name, value] of this.#variables.environment()) {
      const old = variables.get(name);
      if (old && old.value === value) continue;
      const own = this.#command.own.get(name);
      variables = variables.with(name, { value, span: own?.span ?? null, via: 'make', exported: true });
    }
    // What this run of make was given on its command line, the ones that it starts are given too.
    const passed = [...passedOn(variables), ...this.#call.assigned]
      .map(([name, operator, value]) => `${name}${operator}${value.replace(/[\\\s]/g, '\\$&')}`)
      .join(' ');
    if (passed === '') return variables;
    const value = passed.includes(UNKNOWN_PIECE) ? null : passed;
    return variables.with('MAKEFLAGS', { value, span: null, via: 'make', exported: true });
  }
}

type Assignment = MakeStatement & { kind: 'assign' };

function passedOn(variables: Variables): Call['assigned'] {
  const words = (variables.get('MAKEFLAGS')?.value ?? '').match(/(?:\\.|[^\\\s])+/gs) ?? [];
  return words.flatMap((word): Call['assigned'] => {
    const [, name, operator, value] = /^([\w.-]+?)(=|:=|\+=|\?=)(.*)$/s.exec(word) ?? [];
    if (name === undefined || value === undefined) return [];
    return [[name, operator as '=', value.replace(/\\(.)/gs, '$1')]];
  });
}

const MAX_DEPTH = 12;

const words = (text: string): string[] => text.split(/\s+/).filter((word) => word !== '');
