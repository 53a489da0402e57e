// The shift: opening the floor (who is responsible; this tablet's sound is tested), handing over, closing (who is still watched, and
// what each needs).
import { useEffect, useState } from "react";
import { getStaff } from "../../api/http";
import type { StaffMember } from "../../api/types";
import { useSay } from "../../catalogue/catalogue";
import { isInCharge } from "../../parts/roles";
import { send, takeBack } from "../../parts/send";
import { Sheet } from "../../parts/sheet";
import { tell } from "../../parts/tell";
import { useBoard, useSession } from "../../parts/use_site";
import { placeInWords } from "../../parts/words";
import { SoundTest } from "../../screen/sound_test";
import { openPerson } from "../../board/open_person";
import { TakeCharge } from "./take_charge";

export function ShiftSheet({ onClose }: { onClose: () => void }) {
  const say = useSay();
  const board = useBoard();
  if (!board) return null;
  return (
    <Sheet title={say(board.floor.open ? "shift.title" : "shift.open_floor")} onClose={onClose}>
      {board.floor.open ? <OpenShift onClose={onClose} /> : <Opening onClose={onClose} />}
    </Sheet>
  );
}

const MAY_BE_RESPONSIBLE = new Set(["peer", "nurse", "responder", "manager", "medical_director"]);

function useStaff(): StaffMember[] {
  const session = useSession();
  const [staff, setStaff] = useState<StaffMember[]>(session?.staff ? [session.staff] : []);
  useEffect(() => {
    void getStaff().then((reply) => reply.ok && setStaff(reply.value.filter((one) => MAY_BE_RESPONSIBLE.has(one.role))));
  }, []);
  return staff;
}

function ChooseStaff({ staff, chosen, onChoose }: { staff: StaffMember[]; chosen: number | null; onChoose: (number: number) => void }) {
  const say = useSay();
  return (
    <div className="look-grid">
      {staff.map((one) => (
        <button key={one.number} className="chip" aria-pressed={chosen === one.number} onClick={() => onChoose(one.number)}>
          {one.label}
          <span className="visually-hidden">{say(`role.${one.role}`)}</span>
        </button>
      ))}
    </div>
  );
}

function Opening({ onClose }: { onClose: () => void }) {
  const say = useSay();
  const board = useBoard()!;
  const staff = useStaff();
  const session = useSession();
  const [responsible, setResponsible] = useState<number | null>(session?.staff?.number ?? null);
  const [asked, setAsked] = useState<StaffMember | null>(null);
  const unsigned = board.floor.opens === "protocol_not_signed";
  const open = async () => {
    onClose();
    if (responsible !== null && (await send("open_floor", { responsible }))) tell("shift.opened");
  };
  const ask = () => {
    const other = staff.find((one) => one.number === responsible && one.number !== session?.staff?.number);
    if (other) setAsked(other);
    else void open();
  };
  if (asked) return <TakeCharge who={asked} onTaken={() => void open()} onBack={() => setAsked(null)} />;
  return (
    <>
      {unsigned && <p className="note due">{say("floor.closed_unsigned")}</p>}
      <section>
        <h3 className="heading">{say("shift.who_is_responsible")}</h3>
        <ChooseStaff staff={staff} chosen={responsible} onChoose={setResponsible} />
      </section>
      <SoundTest />
      <section>
        <button className="button main all-well" disabled={responsible === null || unsigned} onClick={ask}>
          {say("shift.open_floor")}
        </button>
      </section>
    </>
  );
}

function OpenShift({ onClose }: { onClose: () => void }) {
  const say = useSay();
  const board = useBoard()!;
  const staff = useStaff().filter((one) => one.number !== board.floor.responsible?.number);
  const waits = board.floor.closing_waits_for;
  const self = useSession()?.staff;
  const inCharge = isInCharge(self, board.floor);
  const isResponsible = self?.number === board.floor.responsible?.number; // who stands in for them hands it over again
  const [asked, setAsked] = useState<StaffMember | null>(null);
  const handOver = async (to: StaffMember) => {
    onClose();
    if (await send("hand_over", { to: to.number })) tell("shift.handed_over", { values: { who: to.label }, ...(isResponsible ? { undo: takeBack("undo_hand_over") } : {}) });
  };
  const ask = (number: number) => {
    const to = staff.find((one) => one.number === number)!;
    if (number === self?.number) void handOver(to);
    else setAsked(to);
  };
  const close = async () => {
    onClose();
    if (await send("close_floor")) tell("shift.closed");
  };
  if (asked) return <TakeCharge who={asked} onTaken={() => void handOver(asked)} onBack={() => setAsked(null)} />;
  return (
    <>
      {inCharge ? (
        <section>
          <h3 className="heading">{say("shift.hand_over_to")}</h3>
          <ChooseStaff staff={staff} chosen={null} onChoose={ask} />
        </section>
      ) : (
        <p>{say("shift.not_yours", { who: board.floor.responsible?.label ?? "–" })}</p>
      )}
      <section className="stack">
        <h3 className="heading">{say("shift.close_floor")}</h3>
        {waits.length > 0 && (
          <>
            <p>{say("shift.close_waits", { n: waits.length })}</p>
            <ul className="stack">
              {waits.map((one) => (
                <li key={one.visit}>
                  <button className="button quiet" onClick={() => { onClose(); openPerson.set({ visit: one.visit }); }}>
                    {one.place ? placeInWords(one.place, board, say) : say("place.inside")}: {say(`need.${one.need}`)}
                  </button>
                </li>
              ))}
            </ul>
          </>
        )}
        {inCharge && (
          <button className="button" disabled={waits.length > 0} onClick={() => void close()}>
            {say("shift.close_floor")}
          </button>
        )}
        {!inCharge && waits.length === 0 && <p className="soft">{say("shift.close_waits_for_nobody")}</p>}
      </section>
      <SoundTest />
    </>
  );
}
