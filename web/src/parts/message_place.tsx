// The place that each page keeps for what was done last on this screen (tell.ts). It is there with nothing in it too: nothing moves when a
// sentence comes, and nothing is covered.
import { useRef } from "react";
import { useSay, type Say, type Values } from "../catalogue/catalogue";
import { secondsLeft } from "../clock/format";
import { useNow } from "../clock/use_now";
import { useStore } from "../record/store";
import { useCovered } from "./covered";
import { Shape } from "./shapes";
import { DoubleTapTold } from "./told_double_tap";
import { dismiss, told, type Told } from "./tell";
import "./message_place.css";

export function MessagePlace() {
  const say = useSay();
  const place = useRef<HTMLDivElement>(null);
  const message = useStore(told);
  const covered = useCovered();
  const end = (one: Told) => {
    dismiss(one);
    place.current?.focus(); // its own control is gone
  };
  return (
    <div className={`message-place no-print ${message?.tone ?? ""}`} ref={place} tabIndex={-1}>
      <div className="message-words">
        <p role="status" aria-live="polite">
          {message && (
            <>
              <span className={`tone-${message.tone}`}>
                <Shape tone={message.tone} />
              </span>
              {say(message.key, covered ? withoutHandle(message, say) : message.values)}
            </>
          )}
        </p>
        <DoubleTapTold />
      </div>
      {message?.undo && message.until !== null && <Undo until={message.until} onUndo={() => { message.undo?.(); end(message); }} />}
      {message?.until === null && (
        <button className="button quiet" onClick={() => end(message)}>
          {say("common.ok")}
        </button>
      )}
    </div>
  );
}

/** Covered screens name nobody: a refusal says who was first. */
function withoutHandle({ key, values }: Told, say: Say): Values {
  return key.startsWith("refused.") && "who" in values ? { ...values, who: say("refused.somebody") } : values;
}

function Undo({ until, onUndo }: { until: number; onUndo: () => void }) {
  const say = useSay();
  useNow(250); // the seconds go on
  return (
    <button className="button message-undo" onClick={onUndo}>
      {say("common.undo")}
      <span className="small tabular" aria-hidden="true">{say("next.in_seconds", { n: secondsLeft(until - performance.now()) })}</span>
    </button>
  );
}
