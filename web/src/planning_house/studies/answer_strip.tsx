// The answer in one line, at the top of what scrolls, once the whole answer has gone out of sight: who moves a figure further down sees it follow.
import { useEffect, useState, type RefObject } from "react";
import { useSay } from "../../catalogue/catalogue";
import { language } from "../../record/preferences";
import { useStore } from "../../record/store";
import { figure, money, totalWords } from "./amounts";
import { countsLife } from "./answer";
import type { AnswerState } from "./answers";
import "./answer_strip.css";

export function AnswerStrip({ state, watched }: { state: AnswerState; watched: RefObject<HTMLElement | null> }) {
  const say = useSay();
  const spoken = useStore(language);
  const [shown, setShown] = useState(false);
  useEffect(() => {
    if (!watched.current) return;
    const watch = new IntersectionObserver(([seen]) => setShown(!seen!.isIntersecting && seen!.boundingClientRect.top < 0), { threshold: 0.05 });
    watch.observe(watched.current);
    return () => watch.disconnect();
  }, [watched]);
  const { point } = state;
  if (!point) return null;
  const unit = totalWords(point.money_unit, say);
  // A repetition for the eye: the answer itself is read where it stands.
  return (
    <div className="answer-strip-place no-print" aria-hidden="true">
      <div className={`answer-strip${shown ? " shown" : ""}${state.pointStale ? " stale" : ""}`}>
        {point.net_without_value_of_life !== null && countsLife(point) && <span>{say("studies.net_without")} <b>{money(point.net_without_value_of_life, point.currency, spoken)}</b></span>}
        <span>{say(countsLife(point) ? "studies.net_with" : "studies.net")} <b>{money(point.net, point.currency, spoken)}</b> <span className="unit">{unit}</span></span>
        {point.ratio !== null && <span>{say("studies.ratio_short")} <b>{figure(point.ratio, spoken)}</b></span>}
      </div>
    </div>
  );
}
