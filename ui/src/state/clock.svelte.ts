// The one reading of time that ages are reckoned from. It ticks, so that "2 min ago" does not stand still.

export class Clock {
  #now = $state(Date.now());

  get now(): number {
    return this.#now;
  }

  start(): () => void {
    const timer = setInterval(() => this.tick(), 10_000);
    return () => clearInterval(timer);
  }

  tick(): void {
    this.#now = Date.now();
  }
}
