// The site's screens, for who manages it: which there are, and an end for one that was stolen, lost or given away. From then on it knows nothing.
import { useCallback, useEffect, useState } from "react";
import { getDevices, revokeDevice, type Reply } from "../api/http";
import type { Device, Session, StaffMember } from "../api/types";
import { useSay, wordKey, type Key } from "../catalogue/catalogue";
import { lastPart } from "../parts/send";
import { Sheet } from "../parts/sheet";
import { tell } from "../parts/tell";
import { site } from "../record/site";
import { Prove } from "./prove";
import { useProved } from "./use_proved";
import "./staff_list.css";
import "./staff_sheet.css";

export function ScreensSheet({ session, me, onClose }: { session: Session; me: StaffMember; onClose: () => void }) {
  const say = useSay();
  const [screens, setScreens] = useState<Device[] | null>(null);
  const [problem, setProblem] = useState<Key | null>(null);
  const [asked, setAsked] = useState<number | null>(null); // the screen whose end is to be confirmed
  const proveBy = useProved(session, me);
  const take = useCallback((reply: Reply<Device[]>) => {
    setProblem(reply.ok ? null : wordKey("problem", lastPart(reply.problem.type), "problem.other"));
    if (reply.ok) setScreens(reply.value);
    return reply.ok;
  }, []);
  useEffect(() => void getDevices().then(take), [take]);
  const revoke = async (screen: Device) => {
    setAsked(null);
    if (!take(await revokeDevice(screen.number))) return;
    tell("screens.revoked_told", { values: { label: screen.label } });
    if (screen.here) void site.askSession();
  };
  const revoked = screens?.filter((one) => one.revoked) ?? [];
  return (
    <Sheet title={say("screens.title")} onClose={onClose}>
      <div className="staff-sheet">
        {!session.by_password && <Prove why="screens.prove" go="screens.prove_go" proveBy={proveBy} />}
        {problem !== null && <p className="note due" role="alert">{say(problem)}</p>}
        {screens === null && problem === null && <p className="soft" role="status">{say("staff.asking")}</p>}
        <ul className="staff-list" aria-label={say("screens.title")}>
          {screens?.filter((one) => !one.revoked).map((one) => (
            <li key={one.number} className="card staff-card">
              <div className="staff-who row staff-name">
                <b>{one.label}</b>
                {one.here && <span className="pill">{say("screens.here")}</span>}
              </div>
              {session.by_password && asked !== one.number && (
                <button className="button quiet" aria-label={say("screens.revoke_of", { label: one.label })} onClick={() => setAsked(one.number)}>
                  {say("screens.revoke")}
                </button>
              )}
              {session.by_password && asked === one.number && <Confirm screen={one} onYes={() => void revoke(one)} onNo={() => setAsked(null)} />}
            </li>
          ))}
        </ul>
        {revoked.length > 0 && (
          <section>
            <h3 className="heading" id="screens-revoked">{say("screens.revoked")}</h3>
            <ul className="staff-list" aria-labelledby="screens-revoked">
              {revoked.map((one) => (
                <li key={one.number} className="staff-card gone soft">{one.label}</li>
              ))}
            </ul>
          </section>
        )}
      </div>
    </Sheet>
  );
}

/** In place, and below what was tapped: there is no way back but to register that screen again, by hand. */
function Confirm({ screen, onYes, onNo }: { screen: Device; onYes: () => void; onNo: () => void }) {
  const say = useSay();
  return (
    <div className="staff-confirm stack" role="group" aria-label={say("screens.revoke_of", { label: screen.label })}>
      <p>{say("screens.means")}</p>
      <div className="row">
        <button className="button now" onClick={onYes}>{say("screens.revoke_of", { label: screen.label })}</button>
        <button className="button quiet" autoFocus onClick={onNo}>{say("screens.keep")}</button>
      </div>
    </div>
  );
}
