// One request on its way: sent once under its id, then followed until it is settled.

import type { Fault, IntentView } from "../ipc/api";
import { asFault } from "../ipc/faults";
import type { Outbox } from "./outbox.svelte";

/** Nobody likes to wait longer for an answer. */
const SLOW_MS = 2500;

export class Sending {
  #outbox: Outbox;
  #changed: (intent: IntentView) => void;
  #untold: (fault: Fault) => void;
  #intent = $state.raw<IntentView | undefined>();
  #busy = $state(false);
  #stop: (() => void) | undefined;
  #slow: ReturnType<typeof setTimeout> | undefined;

  /** `untold` is given why it was refused at once, if it had been let go of by then. */
  constructor(
    outbox: Outbox,
    changed: (intent: IntentView) => void,
    untold: (fault: Fault) => void,
  ) {
    this.#outbox = outbox;
    this.#changed = changed;
    this.#untold = untold;
  }

  get intent(): IntentView | undefined {
    return this.#intent;
  }

  /** The command has not answered yet. */
  get busy(): boolean {
    return this.#busy;
  }

  /** Resolves to why it was refused at once, or to nothing. */
  async send(requestId: string, act: () => Promise<IntentView>): Promise<Fault | undefined> {
    if (this.#busy) return undefined;
    this.#busy = true;
    this.#stop?.();
    this.#calm();
    let heard = false;
    const stop = this.#outbox.watch(requestId, (intent) => {
      heard = true;
      this.#take(intent);
    });
    this.#stop = stop;
    try {
      const accepted = await act();
      // A later state may have come by event before this answer, and it may have been let go of.
      if (!heard && this.#stop === stop) this.#take(accepted);
      return undefined;
    } catch (reason) {
      const fault = asFault(reason);
      if (this.#stop === stop) {
        this.#calm();
        return fault;
      }
      if (!heard) this.#untold(fault);
      return undefined;
    } finally {
      this.#busy = false;
    }
  }

  /** Does that once it takes longer than one likes to wait. */
  whenSlow(act: () => void): void {
    this.#slow ??= setTimeout(() => {
      this.#slow = undefined;
      act();
    }, SLOW_MS);
  }

  /** Lets go of it. It goes on by itself; what is over and was seen leaves the outbox. */
  forget(seen: boolean): void {
    this.#stop?.();
    this.#stop = undefined;
    this.#calm();
    const intent = this.#intent;
    this.#intent = undefined;
    if (seen && intent) this.#outbox.dismiss(intent.id).catch(stillListed);
  }

  #calm(): void {
    clearTimeout(this.#slow);
    this.#slow = undefined;
  }

  #take(intent: IntentView): void {
    this.#intent = intent;
    this.#changed(intent);
  }
}

/** It then stays in the outbox, where the user can dismiss it. */
function stillListed(): void {}
