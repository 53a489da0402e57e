// Why there is no answer, and a way on. What a scenario's reader says is English, with the file and the line.
import type { Problem } from "../../api/types";
import { useSay, wordKey } from "../../catalogue/catalogue";
import { lastPart } from "../../parts/send";
import { Shape } from "../../parts/shapes";
import "./problem_note.css";

export function ProblemNote({ problem, onAgain }: { problem: Problem; onAgain: () => void }) {
  const say = useSay();
  return (
    <div className="note due problem-note" role="alert">
      <p className="strong"><span className="tone-due"><Shape tone="due" /></span> {say(wordKey("problem", lastPart(problem.type), "problem.other"))}</p>
      {problem.detail && <p lang="en" className="small">{problem.detail}</p>}
      <button className="button" onClick={onAgain}>{say("capacity.again")}</button>
    </div>
  );
}
