// Every figure that a run rests on, with its source or why it was assumed. What was changed on this page says so.
import { useState } from "react";
import type { CapacityParameter, CapacityScenario, CapacitySetting } from "../../api/types";
import { Said } from "../parts/said";
import { useSay } from "../../catalogue/catalogue";
import { FilterRow } from "../parts/filter_row";

type Kind = "all" | "assumed" | "source";
const KINDS: readonly Kind[] = ["all", "assumed", "source"];

export function Assumptions({ scenario, settings }: { scenario: CapacityScenario; settings: readonly CapacitySetting[] }) {
  const say = useSay();
  const [words, setWords] = useState("");
  const [kind, setKind] = useState<Kind>("all");
  const wanted = words.trim().toLowerCase();
  const assumed = scenario.parameters.filter((one) => one.assumed !== undefined).length;
  const shown = scenario.parameters.filter(
    (one) => (kind === "all" || (kind === "assumed") === (one.assumed !== undefined)) && (wanted === "" || textOf(one).includes(wanted)),
  );
  const changed = new Map(settings.map((setting) => [setting.path, setting.value]));
  return (
    <section className="assumptions">
      <h2 className="title">{say("capacity.assumptions")}</h2>
      <p className="soft">{say("capacity.assumptions_count", { n: scenario.parameters.length, assumed })}</p>
      <FilterRow words={words} onWords={setWords} kinds={KINDS} kind={kind} kindWords={(one) => say(`capacity.kind.${one}`)} onKind={setKind} found={shown.length} />
      {shown.length === 0 ? (
        <p className="note">{say("capacity.found_none")}</p>
      ) : (
        <div className="assumption-box card" tabIndex={0} role="region" aria-label={say("capacity.assumptions")}>
          <table className="assumption-table">
            <thead>
              <tr>
                <th scope="col">{say("capacity.column.figure")}</th>
                <th scope="col">{say("capacity.column.value")}</th>
                <th scope="col">{say("capacity.column.why")}</th>
              </tr>
            </thead>
            <tbody>
              {shown.map((one) => (
                <tr key={one.path}>
                  <th scope="row" lang="en">{one.path}</th>
                  <td className="tabular">
                    {changed.has(one.path) ? (
                      <>
                        <b>{writtenValue(changed.get(one.path)!)}</b> <span className="soft small">{say("capacity.set_here", { was: one.value })}</span>
                      </>
                    ) : (
                      <Value of={one} />
                    )}
                  </td>
                  <td>
                    {one.assumed !== undefined && <span className="origin">{say("capacity.assumed")}</span>} <span lang="en">{one.assumed ?? one.source}</span>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}

/** In the document's words, in the program's, or a number. */
function Value({ of }: { of: CapacityParameter }) {
  if (of.said) return <Said english={of.value} said={of.said.value} />;
  return /\p{L}/u.test(of.value) ? <span lang="en">{of.value}</span> : <>{of.value}</>;
}

const textOf = (one: CapacityParameter): string => `${one.path} ${one.value} ${one.source ?? ""} ${one.assumed ?? ""}`.toLowerCase();
const writtenValue = (value: CapacitySetting["value"]): string => (Array.isArray(value) ? value.join(", ") : String(value));
