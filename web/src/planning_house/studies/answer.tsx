// The answer, first on a study's page: who saves and who pays, then the net without a value of life beside the net with it, a range before a point.
import type { StudyEvaluation, StudyPayerTotal, StudySpread } from "../../api/types";
import { Said } from "../parts/said";
import { useSay, wordKey, type Say } from "../../catalogue/catalogue";
import type { Language } from "../../catalogue/languages";
import { Shape } from "../../parts/shapes";
import { language } from "../../record/preferences";
import { useStore } from "../../record/store";
import { figure, money, probability, totalWords } from "./amounts";
import { overLifetimes } from "./waterfall_steps";
import type { AnswerState } from "./answers";
import { FigureLink } from "./figure_link";
import "./answer.css";

export function Answer({ state }: { state: AnswerState }) {
  const say = useSay();
  const { point, drawn } = state;
  return (
    <section className="answer" aria-label={say("studies.answer")} data-point={point !== null && !state.pointStale} data-drawn={drawn !== null && !state.drawnStale}>
      {point && <Payers answer={point} stale={state.pointStale} />}
      {point && (
        <dl className="nets card">
          {countsLife(point) && <Net state={state} of="net_without_value_of_life" label={say("studies.net_without")} under={say(point.net_without_value_of_life === null ? "studies.life_is_inside" : "studies.net_without_under")} />}
          <Net state={state} of="net" label={say(countsLife(point) ? "studies.net_with" : "studies.net")} under={say(countsLife(point) ? "studies.net_with_under" : "studies.net_same")} />
          <Net state={state} of="ratio" label={say("studies.ratio", { currency: point.currency })} under={countsLife(point) ? say("studies.ratio_under") : ""} />
        </dl>
      )}
      {point && <HowSure state={state} />}
    </section>
  );
}

/** Where no life is valued there is one net and not two. */
export const countsLife = (answer: StudyEvaluation): boolean => answer.by_payer.some((one) => one.payer === "value of life") || answer.net_without_value_of_life === null;

function Net({ state, of, label, under }: { state: AnswerState; of: "net" | "net_without_value_of_life" | "ratio"; label: string; under: string }) {
  const say = useSay();
  const spoken = useStore(language);
  const point = state.point!;
  const value = point[of];
  const write = (one: number) => (of === "ratio" ? figure(one, spoken) : money(one, point.currency, spoken));
  const unit = totalWords(point.money_unit, say);
  const draws = state.drawn?.draws ?? null;
  const range: StudySpread | null = draws?.[of] ?? null;
  const isWaiting = draws === null && value !== null;
  const unsaid = of !== "ratio" ? null : draws?.ratio_why ? draws : point.ratio_why ? point : null; // why it is not defined, in all draws or in some
  return (
    <div className="net" data-total={of}>
      <dt>{label}</dt>
      {(range || isWaiting) && (
        <dd className={state.drawnStale || range === null ? "net-range stale" : "net-range"}>
          {range ? say("studies.from_to", { low: write(range.p5), high: write(range.p95) }) : say("studies.range_computing")}
        </dd>
      )}
      <dd className="unit">{range ? (of === "ratio" ? say("studies.nine_in_ten_bare") : say("studies.nine_in_ten", { unit })) : ""}</dd>
      <dd className={state.pointStale ? "net-point stale" : "net-point"}>
        {value === null ? (
          say(of === "ratio" ? "studies.not_defined" : "studies.not_known")
        ) : (
          <>
            <FigureLink source={{ kind: "total", name: of }} of={label}>{write(value)}</FigureLink>{" "}
            <span className="unit">{say(point.changes.length > 0 ? "studies.as_changed" : "studies.as_published")}</span>
          </>
        )}
      </dd>
      <dd className="net-under">{under}{unsaid && <> <Said english={unsaid.ratio_why!} said={unsaid.said?.ratio_why} /></>}</dd>
    </div>
  );
}

function Payers({ answer, stale }: { answer: StudyEvaluation; stale: boolean }) {
  const say = useSay();
  const spoken = useStore(language);
  const most = Math.max(1, ...answer.by_payer.map((one) => Math.abs(one.net)));
  const assumed = answer.outcomes.some((one) => one.payer_basis === "assumed") || answer.costs.some((one) => one.payer_basis === "assumed");
  return (
    <div className="payers card">
      <h3 className="heading">{say("studies.payers")} <span className="unit">{totalWords(answer.money_unit, say)}</span></h3>
      <ul className={stale ? "stale" : ""}>
        {answer.by_payer.map((one) => (
          <li key={one.payer} className={one.is_cash ? "payer" : "payer no-cash"} data-payer={one.payer}>
            <span className="payer-name">{payerWord(one.payer, say)}</span>
            <PayerBar total={one} most={most} />
            <FigureLink source={{ kind: "payer", name: one.payer }} of={payerWord(one.payer, say)} className={one.net < 0 ? "pays" : "saves"}>
              {payerSays(one, answer.currency, spoken, say)}
              {!one.is_cash && <span className="unit"> {say("studies.no_cash")}</span>}
            </FigureLink>
            <Lifetimes answer={answer} of={one} />
          </li>
        ))}
      </ul>
      {assumed && <p className="unit">{say("studies.payers_assumed")}</p>}
    </div>
  );
}

export const payerWord = (payer: string, say: Say): string => say(wordKey("payer", payer.replaceAll(" ", "_"), "studies.payer_other"), { payer });

function payerSays(total: StudyPayerTotal, currency: string, spoken: Language, say: Say): string {
  const amount = money(Math.abs(total.net), currency, spoken);
  if (total.is_cash && total.net !== 0) return say(total.net < 0 ? "studies.pays" : "studies.saves", { amount });
  return money(total.net, currency, spoken);
}

/** Whatever of it is no money of this year: a legislature's budget does not see it. */
function Lifetimes({ answer, of }: { answer: StudyEvaluation; of: StudyPayerTotal }) {
  const say = useSay();
  const spoken = useStore(language);
  const later = overLifetimes(answer, of.payer);
  if (!of.is_cash || later === 0) return null;
  return <span className="unit payer-later">{say("studies.over_lifetimes", { amount: money(later, answer.currency, spoken) })}</span>;
}

/** From the middle to the right: saved; to the left: paid. */
function PayerBar({ total, most }: { total: StudyPayerTotal; most: number }) {
  const share = (Math.abs(total.net) / most) * 50;
  return (
    <svg className="payer-bar" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
      <rect x={total.net < 0 ? 50 - share : 50} width={share} y="1" height="8" className={total.net < 0 ? "bar-pays" : total.is_cash ? "bar-saves" : "bar-no-cash"} />
      <rect x="49.6" width="0.8" height="10" className="bar-middle" />
    </svg>
  );
}

/** How the inputs are known, and the probability only where the server prints it. */
function HowSure({ state }: { state: AnswerState }) {
  const say = useSay();
  const spoken = useStore(language);
  const point = state.point!;
  const draws = state.drawn?.draws ?? null;
  return (
    <div className={state.drawnStale ? "how-sure stale" : "how-sure"}>
      <p>
        <span className="tone-breathe"><Shape tone="breathe" /></span>{" "}
        {inputsInWords(point, say)}
      </p>
      {point.warnings.length > 0 && (
        <p><a href="#other-side" className="warn" onClick={goTo("other-side")}><span className="tone-due"><Shape tone="due" /></span> {say("studies.double_count_short")}</a></p>
      )}
      {draws && draws.probability_benefit_exceeds_cost !== null && (
        <p><b>{say("studies.probability", { n: probability(draws.probability_benefit_exceeds_cost, spoken, say) })}</b></p>
      )}
      {draws && draws.probability_benefit_exceeds_cost === null && draws.why && <p className="soft" data-why><Said english={draws.why} said={draws.said?.why} /></p>}
    </div>
  );
}

export function inputsInWords(answer: StudyEvaluation, say: Say): string {
  const { with_spread, with_assumed_spread, assumed } = answer.inputs;
  const spreads = say("studies.inputs_spread", { n: with_assumed_spread, of: with_spread });
  return `${spreads} ${assumed === 0 ? say("studies.inputs_none") : say("studies.inputs_many", { n: assumed })}`;
}

/** Moves to a part of the page: the address behind the # is the page's own and stays. */
export const goTo = (id: string) => (event: { preventDefault: () => void }) => {
  event.preventDefault();
  const part = document.getElementById(id);
  part?.scrollIntoView({ behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth", block: "start" });
  part?.focus({ preventScroll: true });
};
