// Staff, for who manages the site: who signs in here, who did once, and the four things that can be done about it.
//
// To look needs a PIN; to change anything needs the reader's password on one of the site's screens, given here. It is given for this sheet alone:
// once the sheet is closed, this screen is signed out. No secret is kept: what is typed stands in its field until it is sent.
import { useCallback, useEffect, useState } from "react";
import { getEverybody } from "../api/http";
import type { KnownStaff, Session, StaffMember } from "../api/types";
import { useSay, wordKey, type Key } from "../catalogue/catalogue";
import { lastPart } from "../parts/send";
import { Sheet } from "../parts/sheet";
import { tell } from "../parts/tell";
import { AddForm } from "./add_form";
import { EndForm } from "./end_form";
import { Prove } from "./prove";
import { SecretForm } from "./secret_form";
import { StaffList, type Doing } from "./staff_list";
import { useProved, type ProveBy } from "./use_proved";
import "./staff_sheet.css";

export function StaffSheet({ session, me, onClose }: { session: Session; me: StaffMember; onClose: () => void }) {
  const say = useSay();
  const [everybody, setEverybody] = useState<KnownStaff[] | null>(null);
  const [problem, setProblem] = useState<Key | null>(null);
  const [doing, setDoing] = useState<Doing | null>(null);
  const [cameFrom, setCameFrom] = useState<string | null>(null);
  const proveBy = useProved(session, me);
  const ask = useCallback(async () => {
    setProblem(null);
    const reply = await getEverybody();
    if (reply.ok) setEverybody(reply.value);
    else setProblem(wordKey("problem", lastPart(reply.problem.type), "problem.other"));
  }, []);
  useEffect(() => void ask(), [ask]);
  const begin = (next: Doing, from: string) => {
    setCameFrom(from);
    setDoing(next);
  };
  const back = () => {
    setDoing(null);
    void ask(); // what was on its way may have been done
  };
  /** A late answer closes nothing but its own form. */
  const done = (now: KnownStaff[], told: Key, label: string) => {
    setEverybody(now);
    setDoing((open) => (open === doing ? null : open));
    tell(told, { values: { who: label } });
  };
  const mayChange = session.by_password && session.device !== null && session.site.kind !== "demonstration";
  return (
    <Sheet
      title={doing === null ? say("staff.title") : titleOf(doing, say)}
      {...(doing === null ? { onClose } : { onClose: back, leave: say("common.back") })}
    >
      {everybody === null ? (
        <Waiting problem={problem} onAgain={() => void ask()} />
      ) : doing === null || !mayChange ? (
        <div className="staff-sheet">
          <WhyNot session={session} proveBy={proveBy} />
          <StaffList everybody={everybody} me={me} zone={session.site.zone} mayChange={mayChange} cameFrom={cameFrom} onDo={begin} />
        </div>
      ) : doing.what === "add" ? (
        <AddForm me={me} onDone={done} />
      ) : doing.what === "end" ? (
        <EndForm who={doing.who} me={me} everybody={everybody} onDone={done} />
      ) : (
        <SecretForm what={doing.what} who={doing.who} me={me} onDone={done} />
      )}
    </Sheet>
  );
}

function titleOf(doing: Doing, say: ReturnType<typeof useSay>): string {
  if (doing.what === "add") return say("staff.add");
  return say(`staff.title_${doing.what}`, { who: doing.who.label });
}

function Waiting({ problem, onAgain }: { problem: Key | null; onAgain: () => void }) {
  const say = useSay();
  if (problem === null) return <p className="soft" role="status">{say("staff.asking")}</p>;
  return (
    <div className="note due row" role="alert">
      <span className="grow">{say(problem)}</span>
      <button className="button" onClick={onAgain}>{say("staff.ask_again")}</button>
    </div>
  );
}

/** What stands between this reader and a change, and the way past it. */
function WhyNot({ session, proveBy }: { session: Session; proveBy: ProveBy }) {
  const say = useSay();
  if (session.site.kind === "demonstration") return <p className="note breathe">{say("staff.demonstration")}</p>;
  if (session.device === null) return <p className="note due">{say("staff.on_a_screen")}</p>;
  if (session.by_password) return null;
  return <Prove why="staff.prove" go="staff.prove_go" proveBy={proveBy} />;
}
