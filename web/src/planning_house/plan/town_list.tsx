// Every town as a button in a list that can be searched: the same as a click on the map. Those that must be or must not be a site stand first.
import { useState } from "react";
import type { PlanDocument, PlanSite } from "../../api/types";
import { useSay } from "../../catalogue/catalogue";
import { language } from "../../record/preferences";
import { useStore } from "../../record/store";
import { cycled, standing, type Choice, type Standing } from "./choice";
import { expectedDeaths } from "./words";
import "./town_list.css";

const folded = (text: string): string => text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "");

export function TownList({ document, choice, sites, onChange }: { document: PlanDocument; choice: Choice; sites: readonly PlanSite[]; onChange: (choice: Choice) => void }) {
  const say = useSay();
  const spoken = useStore(language);
  const [find, setFind] = useState("");
  const wanted = folded(find.trim());
  const rank: Record<Standing, number> = { must: 0, not: 1, free: 2 };
  const found = document.places
    .filter((one) => folded(one.name).includes(wanted))
    .sort((a, b) => rank[standing(choice, a.name)] - rank[standing(choice, b.name)] || b.expected_deaths_per_year - a.expected_deaths_per_year);
  return (
    <section className="town-list" aria-label={say("plan.towns")}>
      <label className="field">
        <span>{say("plan.find_town")}</span>
        <input type="search" value={find} onChange={(event) => setFind(event.target.value)} autoComplete="off" />
      </label>
      {found.length === 0 && <p className="soft small" role="status">{say("plan.no_town")}</p>}
      <ul tabIndex={-1}>
        {found.map((one) => {
          const now = standing(choice, one.name);
          return (
            <li key={one.name}>
              <button
                type="button"
                data-standing={now}
                onClick={() => onChange(cycled(choice, one.name, document))}
              >
                <StandingShape of={now} />
                <span className="town-name">{one.name}</span>
                <span className="town-word">
                  {now !== "free" && say(`plan.word.${now}`)}
                  {now === "free" && sites.some((site) => site.candidate === one.name) && say("plan.word.site")}
                  {now === "free" && <span className="visually-hidden">{say("plan.standing.free")}</span>}
                </span>
                <span className="tabular soft">{expectedDeaths(one.expected_deaths_per_year, spoken)} <span className="visually-hidden">{say("plan.map_scale")}</span></span>
              </button>
            </li>
          );
        })}
      </ul>
      <p className="soft small">{say("plan.list_says")}</p>
    </section>
  );
}

/** Diamond: must be. Cross: must not be. Open circle: free. */
export function StandingShape({ of }: { of: Standing }) {
  return (
    <svg className={`standing-shape ${of}`} viewBox="0 0 16 16" aria-hidden="true" focusable="false">
      {of === "must" && <path d="M8 .5 15.5 8 8 15.5.5 8Z" />}
      {of === "not" && <path d="M3 3 13 13M13 3 3 13" />}
      {of === "free" && <circle cx="8" cy="8" r="5" />}
    </svg>
  );
}
