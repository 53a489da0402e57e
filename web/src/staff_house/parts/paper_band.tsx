// A page that was opened while the site did not answer does not know what was tapped before: it may stand on paper alone.
import { useSay } from "../../catalogue/catalogue";
import { site } from "../../record/site";
import { useStore } from "../../record/store";
import { Shape } from "../../parts/shapes";
import "../../parts/bands.css";

export function PaperBand() {
  const say = useSay();
  if (!useStore(site.openedAway)) return null;
  return (
    <p className="band due" role="status">
      <Shape tone="due" /> {say("band.on_paper")}
      <button className="button quiet" onClick={() => site.openedAway.set(false)}>
        {say("common.ok")}
      </button>
    </p>
  );
}
