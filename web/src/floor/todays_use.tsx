// Substances are hidden: participants can see this screen. One tap shows today's use for ten seconds.
import { useEffect, useState } from "react";
import { getVisit } from "../api/http";
import { useSay, wordKey, type Say } from "../catalogue/catalogue";
import type { Visit } from "../api/types";
import { timeOfDay } from "../clock/format";
import { tell } from "../parts/toasts";
import { useSession } from "../parts/use_site";
import { language } from "../record/preferences";

const SHOWN_MS = 10_000;

export function TodaysUse({ visit }: { visit: string }) {
  const say = useSay();
  const [shown, setShown] = useState<Visit | null>(null);
  const zone = useSession()?.site.zone ?? "UTC";
  useEffect(() => {
    if (!shown) return;
    const timer = setTimeout(() => setShown(null), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [shown]);
  const show = async () => {
    const reply = await getVisit(visit);
    if (reply.ok) setShown(reply.value);
    else tell("visit.cannot_read", { tone: "due" });
  };
  return (
    <section>
      <h3 className="heading">{say("visit.todays_use")}</h3>
      {shown ? (
        <ul className="stack" role="status">
          {shown.uses.map((use) => (
            <li key={use.use} className="note">
              {timeOfDay(use.began, zone, language.get())} · {useInWords(use, say)}
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

export function useInWords(use: Visit["uses"][number], say: Say): string {
  const substances = use.substances.map((one) => say(wordKey("substance", one, "substance.other")));
  return [substances.length === 0 ? say("use.not_said") : substances.join(" + "), say(wordKey("route", use.route, "route.unknown"))].join(", ");
}
