/** Lets the event loop read what has arrived: once for the pipe, once for the queue of messages behind it. */
export async function waitingMessages(): Promise<void> {
  for (let turn = 0; turn < 2; turn++) await new Promise((done) => setImmediate(done));
}
