// The end of a form that is sent: its one button, the way back, and, in between, why the site did not take it.
import { useSay } from "../../catalogue/catalogue";
import type { WhyNot } from "../../parts/send";
import { Shape } from "../../parts/shapes";

export function FormEnd({ words, busy, why, onGo, onBack }: { words: string; busy: boolean; why: WhyNot | null; onGo: () => void; onBack: () => void }) {
  const say = useSay();
  return (
    <>
      <div role="alert">
        {why && (
          <p className="note due row">
            <span className="tone-due"><Shape tone="due" /></span>
            <span className="grow">{say(why.key, why.values)}</span>
          </p>
        )}
      </div>
      <div className="row">
        <button className="button main all-well grow" aria-disabled={busy} onClick={onGo}>
          {words}
        </button>
        <button className="button quiet" onClick={onBack}>
          {say("common.back")}
        </button>
      </div>
    </>
  );
}
