// The largest control of every page, bottom left, where a thumb falls. One tap opens an emergency on this screen at once; place and
// person come later.
import { useSay } from "../catalogue/catalogue";
import { site, type ActFields } from "../record/site";
import { armSound } from "../sound/sounds";
import { go } from "./route";
import { Shape } from "./shapes";
import "./emergency_button.css";

export function openEmergency(where: ActFields = {}): void {
  armSound();
  go({ page: "emergency", key: site.openEmergency(where) });
}

export function EmergencyButton({ another = false }: { another?: boolean }) {
  const say = useSay();
  return (
    <button className={another ? "emergency-button another" : "emergency-button"} onClick={() => openEmergency()}>
      <Shape tone="now" /> {say(another ? "emergency.another" : "emergency.open")}
    </button>
  );
}
