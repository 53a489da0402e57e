// Somebody works here no longer: what follows, said before it is done; or why it cannot be done now, and how it can.
import { useEffect, useRef, useState, type FormEvent } from "react";
import { endStaff } from "../api/http";
import type { KnownStaff, StaffMember } from "../api/types";
import { useSay } from "../catalogue/catalogue";
import { useBoard } from "../parts/use_site";
import { FormFoot } from "./form_foot";
import { whyNotEnded } from "./staff_rules";
import { useChange, type Done } from "./use_change";
import "./end_form.css";

const SECOND_TAP_MS = 600; // [J] a double tap in gloves

export function EndForm({ who, me, everybody, onDone }: { who: KnownStaff; me: StaffMember; everybody: KnownStaff[]; onDone: Done }) {
  const say = useSay();
  const floor = useBoard()?.floor;
  const { busy, change, of } = useChange();
  const text = useRef<HTMLDivElement>(null);
  useEffect(() => text.current?.focus(), []);
  const why = whyNotEnded(who, me, everybody, floor?.open ? (floor.responsible?.number ?? null) : null);
  // The button stands where a finger may still be: the second tap of two is for the first one's button.
  const [waits, setWaits] = useState(true);
  useEffect(() => {
    const timer = setTimeout(() => setWaits(false), SECOND_TAP_MS);
    return () => clearTimeout(timer);
  }, []);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (waits) return;
    const now = await change(() => endStaff(who.number));
    if (now) onDone(now, "staff.ended_now", who.label);
  };
  return (
    <form className="staff-form" onSubmit={(event) => void submit(event)}>
      <div ref={text} tabIndex={-1} className="stack staff-text">
        {why !== null ? (
          <p className="note due">{say(`staff.not_ended.${why}`, { who: who.label })}</p>
        ) : (
          <>
            <p className="strong">{say("staff.end_asks", { who: who.label, staff: who.staff })}</p>
            <ul className="staff-means">
              <li>{say("staff.end_means_out")}</li>
              <li>{say("staff.end_means_record")}</li>
              <li>{say("staff.end_means_for_ever")}</li>
            </ul>
          </>
        )}
      </div>
      {why === null && <FormFoot go={say("staff.end_go", { who: who.label })} inviting={false} waits={waits} busy={busy} wrong={of(null)} />}
    </form>
  );
}
