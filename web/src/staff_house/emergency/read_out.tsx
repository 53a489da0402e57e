// What somebody reads aloud from a phone: what is next, what the protocol says, what was seen last, and what is done.
import { useSay, wordKey } from "../../catalogue/catalogue";
import { clock } from "../../clock/format";
import { useNow } from "../../clock/use_now";
import { Shape } from "../../parts/shapes";
import { lightAt } from "../../playbook/assess";
import { TILES } from "./act_tiles";
import { dueInOrder } from "./emergency_clock";
import { LastVitals } from "./last_vitals";
import { Said } from "./said_now";
import { type Scene, sinceT0 } from "./scene";
import { actWords, UNTOLD } from "./strip";
import "./read_out.css";

export function ReadOut({ scene }: { scene: Scene }) {
  const say = useSay();
  const done = scene.asked.standing.filter((act) => !UNTOLD.has(act.act)).reverse();
  return (
    <div className="read-out">
      {!scene.closed && <Next scene={scene} />}
      <LastVitals scene={scene} />
      <section aria-labelledby="read-out-done">
        <h2 id="read-out-done">{say("read_out.done")}</h2>
        <ul>
          {done.map((act) => (
            <li key={act.id}>
              <b>{sinceT0(scene, act.at)}</b> {actWords(scene, act, say)}
            </li>
          ))}
        </ul>
      </section>
    </div>
  );
}

function Next({ scene }: { scene: Scene }) {
  const say = useSay();
  const now = useNow(500);
  const lit = TILES.flatMap((tile) => {
    const light = lightAt(scene.asked, tile, now);
    return light && light.tone !== "well" ? [{ tile, tone: light.tone }] : [];
  });
  return (
    <section aria-labelledby="read-out-next">
      <h2 id="read-out-next">{say("read_out.next")}</h2>
      <Said scene={scene} now={now} />
      <ul>
        {lit.map(({ tile, tone }) => (
          <li key={tile} className={`tone-${tone}`}>
            <Shape tone={tone} /> {say(`tile.${tile}`)}
          </li>
        ))}
        {dueInOrder(scene.asked, now)
          .filter((due) => due.at > now)
          .map((due) => (
            <li key={due.clock}>
              <b>{clock(due.at - now + 999)}</b> {say(wordKey("clock", due.clock, "clock.look"))}
            </li>
          ))}
      </ul>
    </section>
  );
}
