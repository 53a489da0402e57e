// Whether this screen can be heard.
import { useState } from "react";
import { useSay } from "../catalogue/catalogue";
import { useStore } from "../record/store";
import { armSound, armed, play } from "../sound/sounds";

/** Each tablet's sound is tested at opening; a silent one says so. */
export function SoundTest() {
  const say = useSay();
  const sound = useStore(armed);
  const [heard, setHeard] = useState<boolean | null>(null);
  const test = () => {
    armSound();
    setTimeout(() => play("test"), 150);
    setHeard(null);
  };
  return (
    <section>
      <h3 className="heading">{say("sound.title")}</h3>
      <div className="row">
        <button className="button" onClick={test}>
          {say("sound.test")}
        </button>
        <button className="chip" aria-pressed={heard === true} onClick={() => setHeard(true)}>
          {say("sound.heard")}
        </button>
        <button className="chip" aria-pressed={heard === false} onClick={() => setHeard(false)}>
          {say("sound.not_heard")}
        </button>
      </div>
      <p className="small soft" role="status">
        {heard === false ? say("sound.help") : say(sound ? "sound.on" : "sound.silent_long")}
      </p>
    </section>
  );
}
