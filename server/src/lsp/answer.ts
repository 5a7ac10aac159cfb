import { type CancellationToken, LSPErrorCodes, ResponseError } from 'vscode-languageserver/node';
import type { LspSession } from './lsp-session.ts';
import { waitingMessages } from '../session/waiting-messages.ts';

/**
 * Answers one request. A handler that fails costs this answer, which becomes `instead`, and one line in the log.
 * Work begins when the settings are known, the sources read, and the messages that wait, a cancellation among them, are read.
 */
export function answer<P, R>(
  session: LspSession,
  method: string,
  instead: R,
  handle: (params: P) => R,
): Handler<P, R> {
  return async (params, token) => {
    await begin(session, method, token);
    try {
      return handle(params);
    } catch (error) {
      session.log(`${method} failed`, error);
      return instead;
    }
  };
}

/** Answers a request whose failure is shown to the person who asked: the error is the answer. */
export function answerOrFail<P, R>(
  session: LspSession,
  method: string,
  handle: (params: P) => R,
): Handler<P, R> {
  return async (params, token) => {
    await begin(session, method, token);
    try {
      return handle(params);
    } catch (error) {
      if (error instanceof ResponseError) throw error;
      session.log(`${method} failed`, error);
      throw failed(error instanceof Error ? error.message : String(error));
    }
  };
}

/** A request whose parameters may be left out: the library then calls the handler with the token alone. */
export function optional<P extends object, R>(
  handler: Handler<Partial<P>, R>,
): (...args: readonly unknown[]) => Promise<R> {
  return (...args) => {
    const [params, token] = args.length > 1 ? args : [null, args[0]];
    return handler((params ?? {}) as Partial<P>, token as CancellationToken);
  };
}

/** Handles one notification; a failure costs one line in the log. */
export function handle<P>(
  session: LspSession,
  method: string,
  run: (params: P) => void,
): (params: P) => void {
  return (params) => {
    try {
      run(params);
    } catch (error) {
      session.log(`${method} failed`, error);
    }
  };
}

/** An answer that says why there is none. */
export const failed = (reason: string): ResponseError<void> =>
  new ResponseError(LSPErrorCodes.RequestFailed, reason);

async function begin(session: LspSession, method: string, token: CancellationToken): Promise<void> {
  const cancelled = new Promise<void>((done) => token.onCancellationRequested(() => done()));
  await Promise.race([session.ready.then(() => session.scanned()), cancelled]);
  await waitingMessages();
  if (token.isCancellationRequested)
    throw new ResponseError<void>(LSPErrorCodes.RequestCancelled, `${method} was cancelled`);
}

type Handler<P, R> = (params: P, token: CancellationToken) => Promise<R>;
