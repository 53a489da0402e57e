// Everybody who signs in here, and below them whoever did once.
import { useEffect } from "react";
import type { KnownStaff, StaffMember } from "../api/types";
import { useSay } from "../catalogue/catalogue";
import { dateInWords } from "../clock/format";
import { useBoard } from "../parts/use_site";
import { language } from "../record/preferences";
import { useStore } from "../record/store";
import { hasPassword, mayGiveSecret } from "./staff_rules";
import "./staff_list.css";

export type Doing = { what: "add" } | { what: "pin" | "password" | "end"; who: KnownStaff };

/** `cameFrom`: the control that was tapped before the list was left; the focus goes back to it. */
export function StaffList({ everybody, me, zone, mayChange, cameFrom, onDo }: {
  everybody: KnownStaff[];
  me: StaffMember;
  zone: string;
  mayChange: boolean;
  cameFrom: string | null;
  onDo: (doing: Doing, from: string) => void;
}) {
  const say = useSay();
  const here = everybody.filter((one) => !one.ended);
  const ended = everybody.filter((one) => one.ended);
  useEffect(() => {
    if (cameFrom !== null) (document.getElementById(cameFrom) ?? document.getElementById("staff-here"))?.focus();
  }, [cameFrom]);
  return (
    <>
      <section>
        <div className="row staff-head">
          <h3 className="heading grow" id="staff-here" tabIndex={-1}>{say("staff.here", { n: here.length })}</h3>
          {mayChange && <button className="button main" id="staff-add" onClick={() => onDo({ what: "add" }, "staff-add")}>{say("staff.add")}</button>}
        </div>
        {here.length <= 1 && mayChange && <p className="note staff-alone">{say("staff.alone")}</p>}
        <ul className="staff-list" aria-labelledby="staff-here">
          {here.map((one) => (
            <li key={one.number} className="card staff-card">
              <Who who={one} me={me} zone={zone} />
              {mayChange && <Acts who={one} me={me} onDo={onDo} />}
            </li>
          ))}
        </ul>
      </section>
      {ended.length > 0 && (
        <section>
          <h3 className="heading" id="staff-ended">{say("staff.ended")}</h3>
          <ul className="staff-list" aria-labelledby="staff-ended">
            {ended.map((one) => (
              <li key={one.number} className="staff-card gone">
                <Who who={one} me={me} zone={zone} />
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

function Who({ who, me, zone }: { who: KnownStaff; me: StaffMember; zone: string }) {
  const say = useSay();
  const spoken = useStore(language);
  const floor = useBoard()?.floor;
  const day = (ms: number) => dateInWords(ms, zone, spoken);
  const inCharge = floor?.open === true && floor.responsible?.number === who.number;
  return (
    <div className="staff-who">
      <div className="row staff-name">
        <b>{who.label}</b>
        {who.number === me.number && <span className="pill">{say("staff.you")}</span>}
        {inCharge && <span className="pill staff-in-charge">{say("staff.in_charge")}</span>}
      </div>
      <span className="soft">{say(`role.${who.role}`)} · {who.staff}</span>
      {who.since !== null && !who.ended && <span className="small soft">{say("staff.since", { day: day(who.since) })}</span>}
      {!who.ended && !mayGiveSecret(me, who.role) && <span className="small soft">{say("problem.directors-own")}</span>}
      {who.ended_at !== null && <span className="small soft">{say("staff.until", { day: day(who.ended_at) })}</span>}
    </div>
  );
}

function Acts({ who, me, onDo }: { who: KnownStaff; me: StaffMember; onDo: (doing: Doing, from: string) => void }) {
  const say = useSay();
  const act = (what: "pin" | "password" | "end") => (
    <button
      key={what}
      id={`staff-${what}-${who.number}`}
      className="button quiet"
      aria-label={say(`staff.title_${what}`, { who: who.label })}
      onClick={() => onDo({ what, who }, `staff-${what}-${who.number}`)}
    >
      {say(`staff.${what}`)}
    </button>
  );
  return (
    <div className="staff-acts">
      {mayGiveSecret(me, who.role) && act("pin")}
      {mayGiveSecret(me, who.role) && hasPassword(who) && act("password")}
      {act("end")}
    </div>
  );
}
