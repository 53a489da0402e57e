// A sentence for whoever's double tap was counted as one tap. It stands in the frame of the page and floats over nothing.
import { useSay } from "../catalogue/catalogue";
import { Store, useStore } from "../record/store";
import "./told_double_tap.css";

/** How many double taps were told since the page began; null: nothing is told now. */
const told = new Store<number | null>(null);
let count = 0;
const SHOWN_MS = 4_000;

export function tellDoubleTap(): void {
  const number = ++count;
  told.set(number);
  setTimeout(() => told.get() === number && told.set(null), SHOWN_MS); // whatever pages are opened meanwhile
}

/** Put it where the page has room for a sentence; it is empty while there is nothing to tell. */
export function DoubleTapTold() {
  const say = useSay();
  const number = useStore(told);
  return (
    <span className="double-tap-told" role="status">
      {number !== null && say("double_tap.told")}
    </span>
  );
}
