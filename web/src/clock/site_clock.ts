// The site's time, told by the page's monotonic clock.
//
// Every message of the server says its time; the page holds only the difference to performance.now(), so that a tablet's wrong or
// stepping wall clock moves nothing. A message is late by its way here and never early, so the largest recent difference is the
// best one. Before the first message the tablet's own wall clock stands in.

const SAMPLES_MAX = 12;
const STEP_MS = 2_000; // a difference this far off is the server's clock having been set, not a slow network

export class SiteClock {
  private samples: number[] = [];
  private differenceMs: number;

  constructor(
    private readonly monotonic: () => number = () => performance.now(),
    wall: () => number = () => Date.now(),
  ) {
    this.differenceMs = wall() - monotonic();
  }

  /** A message that says "it is `serverMs`" has just arrived. */
  heard(serverMs: number): void {
    const difference = serverMs - this.monotonic();
    if (this.samples.length > 0 && Math.abs(difference - this.differenceMs) > STEP_MS) this.samples = [];
    this.samples.push(difference);
    if (this.samples.length > SAMPLES_MAX) this.samples.shift();
    this.differenceMs = Math.max(...this.samples);
  }

  /** False: what is told is still the tablet's own clock, which may be wrong. */
  get toldBySite(): boolean {
    return this.samples.length > 0;
  }

  /** Milliseconds of UTC at the site now. */
  now(): number {
    return this.monotonic() + this.differenceMs;
  }

  /** The site's time at a moment of the monotonic clock. */
  at(monotonicMs: number): number {
    return monotonicMs + this.differenceMs;
  }
}

export const siteClock = new SiteClock();
