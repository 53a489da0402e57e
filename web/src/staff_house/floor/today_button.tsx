// Beside Welcome: what was today.
import { useSay } from "../../catalogue/catalogue";
import { go } from "../../parts/route";

export function TodayButton() {
  const say = useSay();
  return (
    <button className="button quiet" onClick={() => go({ page: "today" })}>
      {say("today.open")}
    </button>
  );
}
