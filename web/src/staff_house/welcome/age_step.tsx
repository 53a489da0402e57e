// "Over N?", with the rule that asks: at the door, or later before a use. Never a birth date.
import type { Board } from "../../api/types";
import { useSay } from "../../catalogue/catalogue";

export function AgeStep({ floor, answer, onAnswer }: { floor: Board["floor"]; answer: string; onAnswer: (answer: "yes" | "no") => void }) {
  const say = useSay();
  return (
    <section className="step">
      <h2>{say("welcome.age", { n: floor.minimum_age })}</h2>
      <div className="row">
        <button className="chip" aria-pressed={answer === "yes"} onClick={() => onAnswer("yes")}>
          {say("welcome.age_yes")}
        </button>
        <button className="chip" aria-pressed={answer === "no"} onClick={() => onAnswer("no")}>
          {say("welcome.age_no")}
        </button>
        <span className="small soft grow">{say("welcome.rule", { rule: floor.minimum_age_rule ?? "" })}</span>
      </div>
    </section>
  );
}
