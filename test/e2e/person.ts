import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { type CodeServer, startServer } from './code-host/server.ts';
import { findChromium, findHost, missingForWorkbench } from './code-host/tools.ts';
import { openWorkbench, type Workbench } from './code-host/workbench.ts';

const patienceMs = 60_000;

/** Somebody at the workbench, with a mouse and a keyboard and nothing else. */
export class Person {
  readonly page: Page;
  readonly #server: CodeServer;
  readonly #workbench: Workbench;
  readonly #album: string;
  #pictures = 0;

  private constructor(server: CodeServer, workbench: Workbench, album: string) {
    this.#server = server;
    this.#workbench = workbench;
    this.#album = album;
    this.page = workbench.page;
    this.page.setDefaultTimeout(patienceMs);
  }

  /** Opens a folder with an extension installed. Pictures go to `album`. */
  static async open(folder: string, extension: string, album: string): Promise<Person> {
    const tools = findHost();
    const chromium = findChromium();
    if (!tools || !chromium) throw new Error(missingForWorkbench() ?? 'the e2e host is not complete');
    const server = await startServer(tools, {
      install: extension,
      settings: {
        'editor.fontSize': 15,
        'editor.minimap.enabled': false,
        // Terminals are drawn as text that a test can read.
        'terminal.integrated.gpuAcceleration': 'off',
        'workbench.colorTheme': 'Default Dark Modern',
        'workbench.layoutControl.enabled': false,
      },
    });
    try {
      const viewport = { width: 1360, height: 850 };
      const options = { chromium, folder, viewport };
      const person = new Person(server, await openWorkbench(server, options), album);
      await person.page.locator('.monaco-workbench').waitFor({ timeout: patienceMs });
      return person;
    } catch (error) {
      await server.stop();
      throw error;
    }
  }

  async leave(): Promise<void> {
    await this.#workbench.close();
    await this.#server.stop();
  }

  /** Keeps a picture of the window; they are numbered in the order of the story. */
  async picture(name: string): Promise<void> {
    this.#pictures += 1;
    mkdirSync(this.#album, { recursive: true });
    // What was just clicked may still be fading in.
    await this.page.waitForTimeout(400);
    await this.page.screenshot({ path: join(this.#album, `${this.#pictures}-${name}.png`) });
  }

  /** Opens a file from the explorer with a double click, unfolding its folders on the way. */
  async openFromExplorer(path: string): Promise<void> {
    const names = path.split('/');
    for (const [index, name] of names.entries()) {
      const row = this.explorerRow(name);
      await row.waitFor({ timeout: patienceMs });
      if (index === names.length - 1) await row.dblclick();
      else if ((await row.getAttribute('aria-expanded')) !== 'true') await row.click();
    }
    await this.tab(names[names.length - 1] ?? path)
      .and(this.page.locator('.active'))
      .waitFor({ timeout: patienceMs });
    // Until then the keyboard belongs to the explorer.
    await this.page.locator('.editor-instance .monaco-editor.focused').waitFor({ timeout: patienceMs });
  }

  explorerRow(name: string): Locator {
    return this.page
      .locator('.explorer-folders-view .monaco-list-row')
      .filter({ has: this.page.locator('.label-name', { hasText: exactly(name) }) })
      .first();
  }

  tab(name: string): Locator {
    return this.page.locator('.tabs-container .tab').filter({ hasText: name }).first();
  }

  /** Types a command's title into the command palette. */
  async runCommand(title: string): Promise<void> {
    await this.page.keyboard.press('F1');
    const input = this.page.locator('.quick-input-widget input');
    await input.waitFor({ timeout: patienceMs });
    await input.fill(`>${title}`);
    const entry = this.page.locator('.quick-input-list .monaco-list-row').filter({ hasText: title }).first();
    await entry.waitFor({ timeout: patienceMs });
    await this.page.keyboard.press('Enter');
  }

  /** Puts the cursor on the first occurrence of a text in the active editor, as Ctrl+F does. */
  async find(text: string): Promise<void> {
    await this.page.keyboard.press('Control+f');
    const input = this.page.locator('.find-widget.visible textarea.input').first();
    await input.waitFor({ timeout: patienceMs });
    await input.fill(text);
    await this.page
      .locator('.find-widget .matchesCount')
      .filter({ hasText: / of / })
      .waitFor({ timeout: patienceMs });
    await this.page.keyboard.press('Escape');
  }

  /** The first squiggle in sight. */
  squiggle(severity: 'error' | 'warning' | 'info'): Locator {
    return this.page.locator(`.editor-instance .squiggly-${severity}`).first();
  }

  /** Rests the mouse on something until the editor's hover shows a text. */
  async hover(target: Locator, text: string): Promise<void> {
    const box = await target.boundingBox({ timeout: patienceMs });
    if (!box) throw new Error('there is nothing to hover');
    await this.page.mouse.move(box.x + Math.min(10, box.width / 2), box.y + box.height / 2, { steps: 5 });
    await this.page
      .locator('.monaco-hover')
      .filter({ hasText: text })
      .first()
      .waitFor({ timeout: patienceMs });
  }

  /** The panel in which VS Code shows a refactoring before it is done. */
  get preview(): Locator {
    return this.page.locator('.bulk-edit-panel');
  }

  /** The checkbox of an entry in the preview. */
  previewTick(entry: string): Locator {
    const row = this.preview.locator('.monaco-list-row').filter({ hasText: entry }).first();
    return row.locator('.edit-checkbox');
  }

  notification(text: string): Locator {
    return this.page.locator('.notification-list-item').filter({ hasText: text }).first();
  }

  /** Clicks a button of the newest notification that has this text; a toast that has hidden waits behind the bell. */
  async answerNotification(text: string, button: string): Promise<void> {
    const target = this.notification(text).getByRole('button', { name: button, exact: true });
    if (!(await target.isVisible())) await this.runCommand('Notifications: Show Notifications');
    await target.click();
  }

  /** Clicks a button of a dialog if VS Code asks before it goes on. */
  async confirm(button: RegExp): Promise<void> {
    const dialog = this.page.locator('.monaco-dialog-box');
    try {
      await dialog.waitFor({ timeout: 2_000 });
    } catch {
      return;
    }
    await dialog.locator('.monaco-button').filter({ hasText: button }).first().click();
  }

  /** Asks again and again until something has happened outside the window. */
  async until(what: string, happened: () => boolean): Promise<void> {
    const deadline = Date.now() + patienceMs;
    while (!happened()) {
      if (Date.now() > deadline) throw new Error(`waited ${patienceMs / 1000} s in vain: ${what}`);
      await this.page.waitForTimeout(100);
    }
  }

  /** Asks for the lightbulb's menu where the cursor is, until it holds the wanted entry. */
  async openLightbulb(entry: string): Promise<Locator> {
    const wanted = this.page.locator('.action-widget .monaco-list-row').filter({ hasText: entry }).first();
    const deadline = Date.now() + patienceMs;
    for (;;) {
      await this.page.keyboard.press('Control+.');
      try {
        await wanted.waitFor({ timeout: 2_000 });
        return wanted;
      } catch (error) {
        // A menu that opened before the server had answered does not fill itself later.
        if (Date.now() > deadline) throw error;
        await this.page.keyboard.press('Escape');
      }
    }
  }
}

function exactly(name: string): RegExp {
  return new RegExp(`^\\s*${name.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')}\\s*$`);
}
