// A visit of today that is over: how it ended, what can still be put right, and its looks.
import { useSay, wordKey } from "../../catalogue/catalogue";
import { timeOfDay } from "../../clock/format";
import { useCovered } from "../../parts/covered";
import { TodaysUse } from "../floor/todays_use";
import { useBoard, useSession } from "../../parts/use_site";
import { language } from "../../record/preferences";
import { StillHere } from "../today/still_here";
import { useTodaysVisits } from "../today/use_todays_visits";
import { Fact } from "./fact";
import { Looks } from "./looks";
import { useVisit } from "./use_visit";

export function PastVisit({ visit }: { visit: string }) {
  const say = useSay();
  const covered = useCovered();
  const floor = useBoard()?.floor;
  const zone = useSession()?.site.zone ?? "UTC";
  const known = useVisit(visit);
  const visits = useTodaysVisits();
  if (known === null) return <p className="soft">{say("floor.waiting_for_site")}</p>;
  if (known === "unknown" || !floor) return <p className="note">{say("visit.over")}</p>;
  const over = Array.isArray(visits) ? (visits.find((one) => one.visit === visit)?.over ?? null) : null;
  const time = (at: number) => timeOfDay(at, zone, language.get());
  return (
    <div className="visit-grid">
      <section className="card">
        <div className="row">
          <h2 className="title grow">{covered ? say("cover.covered") : (known.handle ?? say("floor.no_code"))}</h2>
          {over?.how === "gone" && <StillHere visit={visit} />}
        </div>
        <p className="soft">{say("visit.over")}</p>
        <dl className="facts">
          <Fact name={say("visit.arrived")} value={time(known.arrived)} />
          {over && <Fact name={say(wordKey("ended", over.how, "ended.left"))} value={time(over.at)} />}
          <Fact name={say("visit.uses")} value={String(known.uses.length)} />
        </dl>
      </section>
      {known.uses.length > 0 && !covered && (
        <div className="card">
          <TodaysUse visit={visit} floor={floor} />
        </div>
      )}
      <Looks visit={visit} />
    </div>
  );
}
