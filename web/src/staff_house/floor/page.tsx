// The floor: seats by kind with clock, state and handle; no substance. Waiting on the left, what is next on the right.
import "./page.css";
import { Fragment, useEffect } from "react";
import type { Board, Seat } from "../../api/types";
import { NoConsumption, Room } from "../../board/room";
import { WaitingCard } from "../../board/waiting_card";
import { useSay } from "../../catalogue/catalogue";
import { useNow } from "../../clock/use_now";
import { OpenEmergencies } from "../../parts/open_emergencies";
import { mayManage } from "../../parts/roles";
import { go } from "../../parts/route";
import { useBoard, useSession } from "../../parts/use_site";
import { useStore } from "../../record/store";
import { openPerson } from "../../board/open_person";
import { isAtDesk, waitsForSeat } from "../../board/people";
import { RegisterScreen } from "../../screen/register_screen";
import { PersonSheet } from "./person_sheet";
import { SeatSheet } from "./seat_sheet";
import { useCovered } from "../../parts/covered";
import { StaffFrame } from "../frame/staff_frame";
import { TodayButton } from "./today_button";
import { armSound } from "../../sound/sounds";

const ROOMS: readonly Seat["kind"][] = ["booth", "smoking", "aftercare", "toilet"];

export default function FloorPage() {
  const say = useSay();
  const board = useBoard();
  const now = useNow(500);
  const open = useStore(openPerson);
  const covered = useCovered();
  useEffect(() => () => openPerson.set(null), []);
  return (
    <StaffFrame title={say("floor.title")} nextFirst left={<Waiting board={board} now={now} covered={covered} />}>
      {board === null ? (
        <p className="soft">{say("floor.waiting_for_site")}</p>
      ) : (
        <>
          <NotRegistered />
          {!board.floor.open && <FloorClosed board={board} />}
          {board.floor.consumption && ROOMS.map((room) => <Room key={room} kind={room} board={board} now={now} covered={covered} />)}
          {!board.floor.consumption && <NoConsumption board={board} now={now} covered={covered} />}
        </>
      )}
      {open && "visit" in open && <PersonSheet visit={open.visit} onClose={() => openPerson.set(null)} />}
      {open && "seat" in open && <SeatSheet seat={open.seat} onClose={() => openPerson.set(null)} />}
    </StaffFrame>
  );
}

/** Whoever may register this screen is asked to, here. */
function NotRegistered() {
  const say = useSay();
  const session = useSession();
  if (session === null || session.device !== null) return null;
  return (
    <div className="note breathe not-registered">
      <p>{say("screen.not_registered")}</p>
      {mayManage(session.staff?.role) && <RegisterScreen />}
    </div>
  );
}

function FloorClosed({ board }: { board: Board }) {
  const say = useSay();
  return (
    <p className="note" role="status">
      {say(board.floor.opens === "protocol_not_signed" ? "floor.closed_unsigned" : "floor.closed")}
    </p>
  );
}

/** Welcome, who waits for a seat, who came for something else, and who is inside without a seat. */
function Waiting({ board, now, covered }: { board: Board | null; now: number; covered: boolean }) {
  const say = useSay();
  const people = board?.people ?? [];
  const onFloor = board?.floor.consumption ?? false; // elsewhere the middle shows who is inside
  const waiting = people.filter(waitsForSeat);
  const atDesk = onFloor ? people.filter(isAtDesk) : [];
  const others = onFloor ? people.filter((person) => person.seat === null && person.state !== "waiting") : [];
  return (
    <>
      <button className="welcome-button" onClick={() => { armSound(); go({ page: "welcome" }); }}>
        {say("welcome.someone")}
      </button>
      <TodayButton />
      <div className="side-list">
        <OpenEmergencies apart />
        {([["floor.waiting", waiting], ["floor.at_desk", atDesk], ["floor.inside", others]] as const).map(([heading, listed]) => listed.length > 0 && (
          <Fragment key={heading}>
            <h2 className="heading">{say(heading, { n: listed.length })}</h2>
            {listed.map((person) => (
              <WaitingCard key={person.visit} person={person} now={now} covered={covered} />
            ))}
          </Fragment>
        ))}
      </div>
    </>
  );
}
