// Makes this browser one of the site's screens.
import { useState } from "react";
import { useSay, wordKey } from "../catalogue/catalogue";
import { lastPart } from "../parts/send";
import { tell } from "../parts/tell";
import { site } from "../record/site";

/** Emergency works on a registered screen without a sign-in, and staff sign in there by shift PIN. */
export function RegisterScreen() {
  const say = useSay();
  const [label, setLabel] = useState("");
  const register = async (event: React.FormEvent) => {
    event.preventDefault();
    const reply = await site.registerDevice(label.trim());
    if (!reply.ok) tell(wordKey("problem", lastPart(reply.problem.type), "problem.other"), { tone: "due" });
  };
  return (
    <section>
      <h3 className="heading">{say("screen.register_title")}</h3>
      <form className="row" onSubmit={(event) => void register(event)}>
        <label className="field grow">
          {say("screen.register_label")}
          <input value={label} maxLength={40} required onChange={(event) => setLabel(event.target.value)} />
        </label>
        <button className="button main" type="submit">
          {say("screen.register")}
        </button>
      </form>
    </section>
  );
}
