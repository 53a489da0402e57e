// A double tap is one tap. Whoever is under stress taps twice; the second tap must not land on what the first one brought under
// the finger, nor do a thing twice.
//
// Two rules, for taps only (a keyboard's Enter is never a bounce):
// - a control that has come to the place of the last tap, where the tapped one is gone or covered, waits until half a second after the
//   page was drawn with it;
// - the same control tapped again within that time was tapped once, unless it counts taps (`data-each-tap`: digits, breaths, steps of
//   time, and the acts of an emergency, which merge by a rule of their own).
// A tap on any other control, and at any other place, is always taken. What was stopped is told, never silently dropped.
// Pure: guard_taps.ts listens.
export const BOUNCE_MS = 500;
export const NEAR_PX = 60; // a finger in a glove comes down again about this near

/** A tap as the rule sees it. `Control` is whatever stands for one control. */
export interface Tapped<Control> {
  control: Control;
  x: number;
  y: number;
  at: number;
}

export interface Around<Control> {
  /** Runs when the page has been drawn after now. */
  afterDrawing: (then: (at: number) => void) => void;
  /** Whether the control still stands where it was tapped, on top. */
  stillThere: (tap: Tapped<Control>) => boolean;
  eachTapCounts: (control: Control) => boolean;
}

export class DoubleTapGuard<Control> {
  private last: Tapped<Control> | null = null;
  private drawnAt: number | null = null;

  constructor(private readonly around: Around<Control>) {}

  /** True: this tap is the second half of a double tap, and does nothing. */
  isBounce(tap: Tapped<Control>): boolean {
    const last = this.last;
    if (last !== null && (this.drawnAt === null || tap.at - this.drawnAt < BOUNCE_MS)) {
      if (tap.control === last.control) {
        if (!this.around.eachTapCounts(tap.control)) return true;
      } else if (Math.hypot(tap.x - last.x, tap.y - last.y) <= NEAR_PX && !this.around.stillThere(last)) {
        return true;
      }
    }
    this.last = tap;
    this.drawnAt = null;
    this.around.afterDrawing((at) => {
      if (this.last === tap) this.drawnAt = at;
    });
    return false;
  }
}
