// One visit of today in a line: when, who, what for or where, and how it ended.
import type { TodaysVisit } from "../../api/types";
import { useSay, wordKey } from "../../catalogue/catalogue";
import { timeOfDay } from "../../clock/format";
import { go } from "../../parts/route";
import { useBoard, useSession } from "../../parts/use_site";
import { placeInWords } from "../../parts/words";
import { language } from "../../record/preferences";
import { StillHere } from "./still_here";

export function VisitRow({ visit: one, covered }: { visit: TodaysVisit; covered: boolean }) {
  const say = useSay();
  const board = useBoard();
  const zone = useSession()?.site.zone ?? "UTC";
  const time = (at: number) => timeOfDay(at, zone, language.get());
  const handle = covered ? say("cover.covered") : (one.handle ?? say("floor.no_code"));
  const where = one.place && one.over === null ? placeInWords(one.place, board, say) : say(`purpose.${one.purpose}`);
  return (
    <li className="today-row">
      <button className="today-open" onClick={() => go({ page: "visit", visit: one.visit })}>
        <span className="tabular">{time(one.arrived)}</span>
        <b>{handle}</b>
        <span className="soft">
          {where}
          {one.over && <>, {say("today.ended", { how: say(wordKey("ended", one.over.how, "ended.left")), at: time(one.over.at) })}</>}
        </span>
      </button>
      {one.over?.how === "gone" && <StillHere visit={one.visit} />}
    </li>
  );
}
