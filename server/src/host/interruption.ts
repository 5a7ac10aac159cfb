/** A person's wish to stop, for work that has something to clear away first. */
export interface Interruption {
  readonly signal: AbortSignal;
  /** Gives the signals back; a process that was asked to end is ended now, so that its parent sees why. */
  done(): void;
}

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** From now on ctrl-C does not end the process but aborts `signal`; a second one is no other. */
export function listenForInterruption(): Interruption {
  const controller = new AbortController();
  let received: NodeJS.Signals | null = null;
  const receive = (name: NodeJS.Signals): void => {
    received ??= name;
    controller.abort();
  };
  for (const name of SIGNALS) process.on(name, receive);
  return {
    signal: controller.signal,
    done() {
      for (const name of SIGNALS) process.off(name, receive);
      if (received) process.kill(process.pid, received);
    },
  };
}
