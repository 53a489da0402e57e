// "Seen all, all well": one look for each person not in concern, emergency, still sedated or recovery. A second tap within three seconds is the
// same look, on this screen or on another, and says so.
import { useSay } from "../../catalogue/catalogue";
import { siteClock } from "../../clock/site_clock";
import { SAME_TAP_MS } from "../emergency/same_tap";
import { send, takeBack } from "../../parts/send";
import { tell } from "../../parts/tell";
import { useBoard } from "../../parts/use_site";
import { armSound } from "../../sound/sounds";
import "./seen_all.css";

const SEEN = new Set(["preparing", "watched", "look_due", "look_overdue", "may_go"]);
let tappedAt = -SAME_TAP_MS; // on the monotonic clock

export function SeenAll() {
  const say = useSay();
  const watched = useBoard()?.people.filter((person) => SEEN.has(person.state)) ?? [];
  const seeAll = async () => {
    armSound();
    const now = performance.now();
    const undo = () => {
      tappedAt = -SAME_TAP_MS; // the next tap is a look of its own again
      takeBack("undo_see_all")();
    };
    if (now - tappedAt < SAME_TAP_MS || watched.every((person) => person.last_look !== null && siteClock.now() - person.last_look < SAME_TAP_MS)) {
      return tell("look.same_look", { undo });
    }
    tappedAt = now;
    if (await send("see_all")) tell("look.all_seen", { undo });
    else tappedAt = -SAME_TAP_MS;
  };
  return (
    <button className="seen-all" disabled={watched.length === 0} onClick={() => void seeAll()}>
      {say("look.see_all")}
    </button>
  );
}
