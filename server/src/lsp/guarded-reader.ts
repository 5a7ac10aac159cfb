import {
  type DataCallback,
  type Disposable,
  ErrorCodes,
  type Message,
  type MessageReader,
  type MessageWriter,
  type RequestMessage,
} from 'vscode-languageserver/node';

/**
 * Hears a client in the order that the protocol gives its life: one `initialize` before anything else, and nothing but `exit` after
 * `shutdown`. What comes out of turn is refused with the protocol's own codes, and reaches nobody.
 */
export class GuardedReader implements MessageReader {
  readonly #reader: MessageReader;
  readonly #writer: MessageWriter;
  #state: 'new' | 'serving' | 'shut down' = 'new';

  constructor(reader: MessageReader, writer: MessageWriter) {
    this.#reader = reader;
    this.#writer = writer;
  }

  get onError(): MessageReader['onError'] {
    return this.#reader.onError;
  }

  get onClose(): MessageReader['onClose'] {
    return this.#reader.onClose;
  }

  get onPartialMessage(): MessageReader['onPartialMessage'] {
    return this.#reader.onPartialMessage;
  }

  /** Whether the client has said that it goes. */
  get isShutDown(): boolean {
    return this.#state === 'shut down';
  }

  listen(callback: DataCallback): Disposable {
    return this.#reader.listen((message) => {
      if (this.#isInTurn(message)) callback(message);
    });
  }

  dispose(): void {
    this.#reader.dispose();
  }

  #isInTurn(message: Message): boolean {
    if (!('method' in message) || typeof message.method !== 'string') return true;
    const { method } = message;
    if (!isRequest(message)) return method === 'exit' || method.startsWith('$/') || this.#state === 'serving';
    const refusal = this.#refusal(method);
    if (refusal) {
      const answer = { jsonrpc: '2.0', id: message.id, error: refusal };
      // A client that is gone cannot be told, and needs not.
      this.#writer.write(answer as Message).catch(() => undefined);
      return false;
    }
    if (method === 'initialize') this.#state = 'serving';
    if (method === 'shutdown') this.#state = 'shut down';
    return true;
  }

  #refusal(method: string): { readonly code: number; readonly message: string } | null {
    switch (this.#state) {
      case 'new':
        return method === 'initialize'
          ? null
          : { code: ErrorCodes.ServerNotInitialized, message: `${method} came before initialize` };
      case 'serving':
        return method === 'initialize'
          ? { code: ErrorCodes.InvalidRequest, message: 'initialize came a second time' }
          : null;
      case 'shut down':
        return { code: ErrorCodes.InvalidRequest, message: `${method} came after shutdown` };
    }
  }
}

const isRequest = (message: Message): message is RequestMessage => 'id' in message;
