import { resolve } from '../text/path.ts';
import { type Field, UNKNOWN_PIECE } from './field.ts';
import { findFile } from './find-file.ts';
import { MakeVariables, stem } from './make-variables.ts';
import { type MakeStatement, parseMakefile } from './parse-makefile.ts';
import { runText } from './run-text.ts';
import { addOpaque, addStep, type ShellCommand } from './shell-command.ts';
import { absolute } from './shell-path.ts';
import type { Shell } from './state.ts';
import type { Variables } from './variables.ts';
import { visibleTree } from './write-files.ts';

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
}

class Make {
  readonly #command: ShellCommand;
  readonly #shell: Shell;
  readonly #call: Call;
  readonly #variables: MakeVariables;
  readonly #rules = new Map<string, Rule>();
  readonly #patterns: string[] = [];
  /** Targets with variables of their own. */
  readonly #special = new Set<string>();
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
        for (const target of words(this.#variables.expand(statement.targets))) this.#special.add(target);
        return;
      case 'other':
        // `$(info …)` and the like only speak; what a `define` holds is missed where it is called.
        return;
    }
  }

  #assign({ name, operator, value, exported, overrides }: MakeStatement & { kind: 'assign' }): void {
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

  #rule({ targets, prerequisites, recipe }: MakeStatement & { kind: 'rule' }): void {
    const names = words(this.#variables.expand(targets));
    const needs = words(this.#variables.expand(prerequisites));
    for (const name of names) {
      if (name === '.PHONY') for (const each of needs) this.#phony.add(each);
      if (name === '.ONESHELL') this.#problem ??= 'the Makefile runs each recipe in one shell';
      if (name.includes('%')) this.#patterns.push(name);
      if (name.startsWith('.') && !name.includes('/')) continue;
      if (!name.includes('%')) this.#goal ??= name;
      const rule = this.#rules.get(name) ?? { prerequisites: [], recipe: [] };
      rule.prerequisites.push(...needs);
      if (recipe.length > 0) rule.recipe = recipe;
      this.#rules.set(name, rule);
    }
  }

  #make(target: string, above: readonly string[]): void {
    if (this.#problem !== null || this.#done.has(target) || above.includes(target)) return;
    this.#done.add(target);
    if (target.includes(UNKNOWN_PIECE)) {
      this.#problem = 'a prerequisite in the Makefile depends on what is not known';
      return;
    }
    const rule = this.#rules.get(target);
    const found = findFile(visibleTree(this.#shell), resolve(this.#call.folder, target));
    if (!rule) {
      if (this.#patterns.some((pattern) => stem(pattern, target) !== null))
        this.#problem = `${target} is made by a pattern rule of the Makefile`;
      // What lies there needs no rule; what may be there is taken to be.
      else if (found.kind === 'absent') this.#problem = `the Makefile has no rule for ${target}`;
      return;
    }
    if (this.#special.has(target)) {
      this.#problem = `the Makefile has variables for ${target} alone`;
      return;
    }
    for (const each of rule.prerequisites) if (each !== '|') this.#make(each, [...above, target]);
    // A file that is there is made again only if it is older than what it is made from, which nobody can tell.
    if (!this.#phony.has(target) && found.kind !== 'absent' && rule.recipe.length > 0) {
      this.#problem ??= `whether make finds ${target} up to date is not known`;
      return;
    }
    for (const line of rule.recipe) {
      if (this.#problem !== null) return;
      this.#line(line, target, rule.prerequisites);
    }
  }

  #line(written: string, target: string, prerequisites: readonly string[]): void {
    const needs = prerequisites.filter((each) => each !== '|');
    const variables = this.#variables;
    variables.set('@', ':=', target, 'command');
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
