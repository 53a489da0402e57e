// Welcome: everything on one page, in the order of a hand on the door. A return visit is: read the card, tap the seat. A first visit:
// tap one of three offered handles, tap the seat. Nothing is asked that no rule asks for; one "skip all" serves.
import "./page.css";
import { useEffect, useRef, useState, type FormEvent } from "react";
import { checkHandle, getHandles, type CodeKnown } from "../../api/http";
import type { Board, Person, Seat } from "../../api/types";
import { useSay, wordKey } from "../../catalogue/catalogue";
import { go } from "../../parts/route";
import { lastPart, send, takeBack } from "../../parts/send";
import { tell } from "../../parts/tell";
import { useBoard } from "../../parts/use_site";
import { placeInWords, seatInWords } from "../../parts/words";
import { BackToFloor } from "../frame/back_to_floor";
import { StaffFrame } from "../frame/staff_frame";
import { AgeStep } from "./age_step";
import { CouldNotBeServed } from "./could_not_be_served";

type Who = { kind: "nobody_yet" } | { kind: "known"; code: string; inside: boolean } | { kind: "new"; code: string } | { kind: "unchecked"; code: string } | { kind: "no_code" };
type Purpose = Person["purpose"];

export default function WelcomePage() {
  const say = useSay();
  const board = useBoard();
  const [who, setWho] = useState<Who>({ kind: "nobody_yet" });
  const [oldEnough, setOldEnough] = useState<"not_asked" | "yes" | "no">("not_asked");
  return (
    <StaffFrame
      title={say("welcome.someone")}
      left={<BackToFloor />}
    >
      {board === null ? (
        <p className="soft">{say("floor.waiting_for_site")}</p>
      ) : oldEnough === "no" ? (
        <CouldNotBeServed onBack={() => setOldEnough("not_asked")} />
      ) : (
        <div className="steps">
          <WhoStep who={who} onWho={setWho} />
          {board.floor.minimum_age > 0 && board.floor.consumption && <AgeStep floor={board.floor} answer={oldEnough} onAnswer={setOldEnough} />}
          <WhereStep board={board} who={who} oldEnough={oldEnough} />
        </div>
      )}
    </StaffFrame>
  );
}

/** A reader types the card; a person's own handle is typed; three are offered; and nobody needs one. */
function WhoStep({ who, onWho }: { who: Who; onWho: (who: Who) => void }) {
  const say = useSay();
  const [typed, setTyped] = useState("");
  const [known, setKnown] = useState<CodeKnown | null>(null);
  const [offers, setOffers] = useState<string[]>([]);
  const box = useRef<HTMLInputElement>(null);
  useEffect(() => {
    box.current?.focus();
    void getHandles().then((reply) => reply.ok && setOffers(reply.value.offers.slice(0, 3)));
  }, []);
  const check = async (event?: FormEvent) => {
    event?.preventDefault();
    const code = typed.trim();
    if (code === "") return;
    const reply = await checkHandle(code);
    // Looked up too fast: the code is not dropped, the welcome itself looks it up.
    if (!reply.ok && reply.status === 429) return onWho({ kind: "unchecked", code });
    if (!reply.ok) return tell(wordKey("problem", lastPart(reply.problem.type), "problem.unreachable"), { tone: "due" });
    setKnown(reply.value);
    if (reply.value.known) onWho({ kind: "known", code, inside: reply.value.inside });
    else if (reply.value.warning === null) onWho({ kind: "new", code });
    else onWho({ kind: "nobody_yet" });
  };
  const choose = (chosen: Who) => {
    setKnown(null);
    if (chosen.kind !== "known") setTyped(chosen.kind === "new" ? chosen.code : "");
    onWho(chosen);
  };
  return (
    <section className="step stack">
      <h2>{say("welcome.who")}</h2>
      <form className="row" onSubmit={(event) => void check(event)}>
        <label className="field grow">
          <span className="visually-hidden">{say("welcome.card_or_handle")}</span>
          <input
            ref={box}
            value={typed}
            maxLength={40}
            autoComplete="off"
            autoCapitalize="off"
            spellCheck={false}
            placeholder={say("welcome.card_or_handle")}
            onChange={(event) => {
              setTyped(event.target.value);
              setKnown(null);
              onWho({ kind: "nobody_yet" });
            }}
          />
        </label>
        <button className="button" type="submit">
          {say("welcome.find")}
        </button>
      </form>
      <div role="status">
        <WhoIsIt who={who} known={known} onKeep={() => onWho({ kind: "new", code: typed.trim() })} />
      </div>
      <div className="offers" role="group" aria-label={say("welcome.offers")}>
        {offers.map((offer) => (
          <button key={offer} className="chip" aria-pressed={who.kind === "new" && who.code === offer} onClick={() => choose({ kind: "new", code: offer })}>
            {offer}
          </button>
        ))}
        <button className="chip" aria-pressed={who.kind === "no_code"} onClick={() => choose({ kind: "no_code" })}>
          {say("welcome.no_code")}
        </button>
      </div>
    </section>
  );
}

/** What is known of the code, and what it takes to keep one that is like another's. */
function WhoIsIt({ who, known, onKeep }: { who: Who; known: CodeKnown | null; onKeep: () => void }) {
  const say = useSay();
  return (
    <>
      {who.kind === "known" && (
        <p className={who.inside ? "note due" : "note well"}>{say(who.inside ? "welcome.already_inside" : "welcome.known", { code: who.code })}</p>
      )}
      {known && !known.known && known.warning !== null && who.kind === "nobody_yet" && (
        <div className="note due row">
          <span className="grow">{say(`welcome.${known.warning}`)}</span>
          <button className="button" onClick={onKeep}>
            {say("welcome.keep_it")}
          </button>
        </div>
      )}
      {who.kind === "unchecked" && <p className="note due">{say("welcome.unchecked", { code: who.code })}</p>}
      {who.kind === "new" && <p className="note well">{say("welcome.new_handle", { code: who.code })}</p>}
    </>
  );
}

/** What for, and where: one tap ends the welcome. */
function WhereStep({ board, who, oldEnough }: { board: Board; who: Who; oldEnough: "not_asked" | "yes" | "no" }) {
  const say = useSay();
  const [choosing, setChoosing] = useState<"booth" | "smoking" | null>(null);
  const needsAge = board.floor.minimum_age > 0 && oldEnough !== "yes";
  const free = (kind: Seat["kind"]) => board.seats.filter((seat) => seat.kind === kind && seat.state !== "cleaning" && seat.visits.length < seat.capacity);
  const welcome = async (purpose: Purpose, seat?: Seat) => {
    const code = who.kind === "known" || who.kind === "new" || who.kind === "unchecked" ? { code: who.code } : {};
    go({ page: "floor" });
    const answer = await send("welcome", {
      purpose,
      old_enough: oldEnough,
      ...(seat ? { seat: seat.seat } : {}),
      ...code,
      ...(who.kind === "new" ? { enrol: true } : {}),
    });
    if (!answer) return;
    tell(seat ? "welcome.seated" : "welcome.done", {
      values: { place: seat ? seatInWords(seat, say) : say(`purpose.${purpose}`) },
      ...(answer.visit ? { undo: takeBack("undo_welcome", { visit: answer.visit }) } : {}),
    });
  };
  if (!board.floor.open) return <p className="note due">{say("welcome.floor_closed")}</p>;
  if (who.kind === "known" && who.inside) return <Inside board={board} code={who.code} />;
  const waiting = say("welcome.to_waiting");
  const seatTile = (purpose: "booth" | "smoking") => {
    const seats = free(purpose);
    if (!board.seats.some((seat) => seat.kind === purpose)) return null;
    const next = seats[0];
    return (
      <button key={purpose} className="purpose first" disabled={needsAge} onClick={() => void welcome(purpose, next)}>
        <b>{next ? seatInWords(next, say) : say(`purpose.${purpose}`)}</b>
        <span className="small">{needsAge ? say("welcome.age_first") : next ? say("welcome.free_of", { n: seats.length }) : waiting}</span>
      </button>
    );
  };
  return (
    <section className="step stack">
      <h2>{say("welcome.where")}</h2>
      <div className="purposes">
        {board.floor.consumption && seatTile("booth")}
        {board.floor.consumption && seatTile("smoking")}
        {(["supplies", "drug_checking", "services", "visitor"] as const).map((purpose) => (
          <button key={purpose} className="purpose" onClick={() => void welcome(purpose)}>
            <b>{say(`purpose.${purpose}`)}</b>
          </button>
        ))}
      </div>
      {board.floor.consumption && !needsAge && (
        <div className="row">
          {(["booth", "smoking"] as const).filter((kind) => free(kind).length > 1).map((kind) => (
            <button key={kind} className="button quiet" aria-expanded={choosing === kind} onClick={() => setChoosing(choosing === kind ? null : kind)}>
              {say(`welcome.choose_${kind}`)}
            </button>
          ))}
          {(["booth", "smoking"] as const).filter((kind) => board.seats.some((seat) => seat.kind === kind)).map((kind) => (
            <button key={kind} className="button quiet" onClick={() => void welcome(kind)}>
              {say(`welcome.wait_${kind}`)}
            </button>
          ))}
        </div>
      )}
      {choosing !== null && !needsAge && (
        <div className="places">
          {free(choosing).map((seat) => (
            <button key={seat.seat} className="button" onClick={() => void welcome(choosing, seat)}>
              {seatInWords(seat, say)}
            </button>
          ))}
        </div>
      )}
      {who.kind === "nobody_yet" && (
        <p className="small soft">{say(needsAge ? "welcome.skip_but_age" : "welcome.skip_all")}</p>
      )}
    </section>
  );
}

/** The code's visit is open already: a card lent, or somebody who is back from the door. */
function Inside({ board, code }: { board: Board; code: string }) {
  const say = useSay();
  const person = board.people.find((one) => one.handle === code);
  return (
    <section className="step">
      {person ? (
        <button className="button main" onClick={() => go({ page: "visit", visit: person.visit })}>
          {say("welcome.open_visit", { place: person.place ? placeInWords(person.place, board, say) : say(`purpose.${person.purpose}`) })}
        </button>
      ) : (
        <p>{say("welcome.inside_elsewhere")}</p>
      )}
    </section>
  );
}

