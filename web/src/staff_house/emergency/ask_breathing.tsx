// The first question, never blocking: Breathing? Not sure counts as no.
import { useSay } from "../../catalogue/catalogue";
import { Shape, type Tone } from "../../parts/shapes";
import { countedOnce, type Scene } from "./scene";
import "./ask_breathing.css";

const ANSWERS: readonly { choice: number; fact: string; tone: Tone; key: "breathing.no" | "breathing.slow" | "breathing.yes" }[] = [
  { choice: 1, fact: "breathing_no", tone: "now", key: "breathing.no" },
  { choice: 2, fact: "breathing_slow", tone: "due", key: "breathing.slow" },
  { choice: 3, fact: "breathing_yes", tone: "well", key: "breathing.yes" },
];

export function AskBreathing({ scene }: { scene: Scene }) {
  const say = useSay();
  const last = scene.asked.standing.filter((act) => act.act === "breathing").at(-1)?.choice;
  return (
    <div className="ask-breathing" role="group" aria-labelledby="breathing-question">
      <h2 id="breathing-question">{say("breathing.question")}</h2>
      {ANSWERS.map((answer) => {
        const holds = scene.asked.holding.size > 1 ? scene.asked.holding.has(answer.fact) : last === answer.choice;
        return (
          <button
            key={answer.choice}
            className={holds ? `act answer ${answer.tone}` : "act answer"}
            aria-pressed={holds}
            data-each-tap
            onClick={() => scene.tap("breathing", { choice: answer.choice })}
          >
            {holds && <Shape tone={answer.tone} />}
            <span>
              {say(answer.key)}
              {countedOnce(scene, "breathing", { choice: answer.choice }) && <span className="foot-status"> {say("status.once")}</span>}
            </span>
          </button>
        );
      })}
    </div>
  );
}
