// The looks of a visit, newest first.
import { useSay, wordKey } from "../../catalogue/catalogue";
import { timeOfDay } from "../../clock/format";
import { useSession } from "../../parts/use_site";
import { language } from "../../record/preferences";
import { useVisit } from "./use_visit";
import "./looks.css";

export function Looks({ visit }: { visit: string }) {
  const say = useSay();
  const zone = useSession()?.site.zone ?? "UTC";
  const known = useVisit(visit);
  const looks = known === null || known === "unknown" ? [] : known.looks;
  if (looks.length === 0) return null;
  return (
    <section className="card">
      <h2 className="heading">{say("visit.looks")}</h2>
      <table className="looks">
        <thead>
          <tr>
            <th scope="col">{say("vitals.at")}</th>
            <th scope="col">{say("vitals.answers")}</th>
            <th scope="col">{say("look.breaths")}</th>
            <th scope="col">{say("vitals.spo2")}</th>
          </tr>
        </thead>
        <tbody>
          {[...looks].reverse().map((look) => (
            <tr key={`${look.at}/${look.responds}`}>
              <td>{timeOfDay(look.at, zone, language.get())}</td>
              <td>{look.with_all ? say("look.with_all") : say(wordKey("vital", look.responds, "vital.not_seen"))}</td>
              <td>{look.with_all || look.breaths === "not_seen" ? "" : say(wordKey("breaths", look.breaths, "vital.not_seen"))}</td>
              <td>{look.oximeter === "not_taken" ? "" : say(wordKey("oximeter", look.oximeter, "vital.not_seen"))}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
