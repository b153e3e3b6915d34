// The one reading of time that ages are reckoned from. It ticks, so that "2 min ago" does not stand still, and no more
// often than ages in minutes need: each tick wakes a computer that is left alone. What is told in seconds ticks by itself.

export class Clock {
  #now = $state(Date.now());

  get now(): number {
    return this.#now;
  }

  start(everyMs = 30_000): () => void {
    const timer = setInterval(() => this.tick(), everyMs);
    return () => clearInterval(timer);
  }

  tick(): void {
    this.#now = Date.now();
  }
}
