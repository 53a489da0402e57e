// Not old enough by the rule: a kind path, and what this place can still do. Age never delays an emergency.
import { useSay } from "../../catalogue/catalogue";
import { go } from "../../parts/route";
import { send, takeBack } from "../../parts/send";
import { Shape } from "../../parts/shapes";
import { tell } from "../../parts/tell";
import "./could_not_be_served.css";

export function CouldNotBeServed({ onBack }: { onBack: () => void }) {
  const say = useSay();
  const record = async () => {
    go({ page: "floor" });
    if (await send("could_not_be_served", { reason: "under_age" })) tell("person.not_served_told", { undo: takeBack("undo_not_served") });
  };
  return (
    <section className="steps" aria-labelledby="kind-path">
      <h2 className="title" id="kind-path">
        {say("under_age.title")}
      </h2>
      <p>{say("under_age.say")}</p>
      <ul className="can-do">
        {(["naloxone", "talk", "stay_safe"] as const).map((one) => (
          <li key={one}>
            <span className="tone-well"><Shape tone="well" /></span> {say(`under_age.${one}`)}
          </li>
        ))}
      </ul>
      <p className="soft">{say("under_age.emergency")}</p>
      <div className="row">
        <button className="button main" onClick={() => void record()}>
          {say("under_age.record")}
        </button>
        <button className="button quiet" onClick={onBack}>
          {say("common.back")}
        </button>
      </div>
    </section>
  );
}
