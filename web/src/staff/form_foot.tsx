// The foot of each form: what is wrong with the whole, and doing it. The sheet's head leads back.
import { useSay } from "../catalogue/catalogue";
import "./form_foot.css";

interface Foot {
  go: string; // what doing it is called
  inviting?: boolean; // it is what the form is for; ending somebody is never made easy to tap
  waits?: boolean; // it stands where a finger may still be
  busy: boolean;
  wrong: string | null;
}

export function FormFoot({ go, inviting = true, waits = false, busy, wrong }: Foot) {
  const say = useSay();
  return (
    <div className="stack">
      <p role="alert" className="tone-now strong">{wrong}</p>
      <button className={inviting ? "button main staff-go" : "button staff-go"} type="submit" aria-disabled={busy || waits}>
        {busy ? say("staff.busy") : go}
      </button>
    </div>
  );
}
