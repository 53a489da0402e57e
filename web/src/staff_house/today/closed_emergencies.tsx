// The emergencies that are closed and still on the board: where, when, how each ended. Each opens its page, where its times can be corrected.
import { useSay, wordKey } from "../../catalogue/catalogue";
import { timeOfDay } from "../../clock/format";
import { useCovered } from "../../parts/covered";
import { go } from "../../parts/route";
import { useBoard, useEmergencies, useSession } from "../../parts/use_site";
import { began, emergencyPlace } from "../../parts/words";
import { language } from "../../record/preferences";
import { site } from "../../record/site";
import { useStore } from "../../record/store";

export function ClosedEmergencies() {
  const say = useSay();
  const board = useBoard();
  const playbook = useStore(site.playbook);
  const covered = useCovered();
  const zone = useSession()?.site.zone ?? "UTC";
  const closed = useEmergencies()
    .filter((one) => one.fromSite?.closed_at != null && one.fromSite.joined_into == null)
    .sort((a, b) => began(b) - began(a));
  return (
    <section>
      <h2 className="heading">{say("today.emergencies")}</h2>
      {closed.length === 0 && <p className="soft">{say("today.no_emergency")}</p>}
      <ul className="today-list">
        {closed.map((one) => (
          <li key={one.key} className="today-row">
            <button className="today-open" onClick={() => go({ page: "emergency", key: one.key })}>
              <span className="tabular">{timeOfDay(began(one), zone, language.get())}</span>
              <b>{emergencyPlace(one, board, playbook, say).words}</b>
              <span className="soft">{covered ? say("cover.covered") : say(wordKey("outcome", one.fromSite?.outcome ?? "", "emergency.closed"))}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
