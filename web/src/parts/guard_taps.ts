// Listens to every tap of the page before anything else does, and stops the second half of a double tap (double_tap.ts has the rule).
import { DoubleTapGuard } from "./double_tap";
import { PAGES } from "../pages";
import { routeNow } from "./route";
import { tellDoubleTap } from "./told_double_tap";

const CONTROLS = "button, a[href], summary, [role=button], input[type=checkbox], input[type=radio], .sheet-veil";
// Planners' pages hold nothing that a double tap could harm, and their sliders and steps are tapped fast.
const forPlanners = () => PAGES[routeNow().page].forWhom === "planners";

/** Once, before the page begins. */
export function guardAgainstDoubleTaps(): void {
  const guard = new DoubleTapGuard<Element>({
    afterDrawing: (then) => void requestAnimationFrame(() => requestAnimationFrame(() => then(performance.now()))),
    stillThere: ({ control, x, y }) => control.isConnected && control.contains(document.elementFromPoint(x, y)),
    eachTapCounts: (control) => control.closest("[data-each-tap]") !== null,
  });
  addEventListener(
    "click",
    (event) => {
      if (event.detail === 0 || !(event.target instanceof Element) || forPlanners()) return;
      const control = event.target.closest(CONTROLS);
      if (!control || !guard.isBounce({ control, x: event.clientX, y: event.clientY, at: performance.now() })) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      tellDoubleTap();
    },
    { capture: true },
  );
}
