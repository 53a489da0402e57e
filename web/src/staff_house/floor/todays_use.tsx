// Substances are hidden: participants can see this screen. One tap shows today's uses for ten seconds, each with its correction.
import { useEffect, useState } from "react";
import { getVisit } from "../../api/http";
import type { Board, Visit } from "../../api/types";
import { useSay, wordKey, type Say } from "../../catalogue/catalogue";
import { timeOfDay } from "../../clock/format";
import { tell } from "../../parts/tell";
import { useSession } from "../../parts/use_site";
import { language } from "../../record/preferences";
import { CorrectUse } from "./correct_use";
import "./todays_use.css";

const SHOWN_MS = 10_000;
type OneUse = Visit["uses"][number];

export function TodaysUse({ visit, floor }: { visit: string; floor: Board["floor"] }) {
  const say = useSay();
  const [shown, setShown] = useState<Visit | null>(null);
  const [correcting, setCorrecting] = useState<OneUse | null>(null);
  const zone = useSession()?.site.zone ?? "UTC";
  useEffect(() => {
    if (!shown || correcting) return; // who corrects has asked for it
    const timer = setTimeout(() => setShown(null), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [shown, correcting]);
  const show = async () => {
    const reply = await getVisit(visit);
    if (reply.ok) setShown(reply.value);
    else tell("visit.cannot_read", { tone: "due" });
  };
  const hide = () => {
    setCorrecting(null);
    setShown(null);
  };
  if (correcting) return <CorrectUse visit={visit} use={correcting} floor={floor} onDone={hide} onBack={hide} />;
  return (
    <section>
      <h3 className="heading">{say("visit.todays_use")}</h3>
      {shown ? (
        <ul className="stack" role="status">
          {shown.uses.map((use) => (
            <li key={use.use} className="row use-line">
              <span className="grow">
                {timeOfDay(use.began, zone, language.get())} · {useInWords(use, say)}
              </span>
              <button className="button quiet" aria-label={say("use.correct_of", { at: timeOfDay(use.began, zone, language.get()) })} onClick={() => setCorrecting(use)}>
                {say("use.correct")}
              </button>
            </li>
          ))}
        </ul>
      ) : (
        <button className="button quiet" onClick={() => void show()}>
          {say("visit.show_use")}
        </button>
      )}
    </section>
  );
}

function useInWords(use: OneUse, say: Say): string {
  const substances = use.substances.map((one) => say(wordKey("substance", one, "substance.other")));
  return [substances.length === 0 ? say("use.not_said") : substances.join(" + "), say(wordKey("route", use.route, "route.unknown"))].join(", ");
}
