// What opens over the eight acts, and only there: never over the clock, the sentence, "Breathing?" or "Another emergency". Every
// control on a panel is as large as those it covers, and one tap closes it.
import { useState } from "react";
import { useSay, wordKey } from "../../catalogue/catalogue";
import { clock } from "../../clock/format";
import { useNow } from "../../clock/use_now";
import { useBoard } from "../../parts/use_site";
import { emergencyPlace, PLACES, seatInWords } from "../../parts/words";
import type { Act, Seat } from "../../api/types";
import { AfterPanel } from "./after_panel";
import { ClosePanel } from "./close_panels";
import { EmsPanel } from "./ems_panel";
import { MorePanel } from "./more_panel";
import { OnPanel } from "./on_panels";
import { PanelFrame } from "./panel_frame";
import { ReleasePanel } from "./release_panel";
import type { Panel, Scene } from "./scene";
import { MovePanel, TimesPanel } from "./times_panel";
import { VitalsPanel } from "./vitals_panel";

export function EmergencyPanel({ scene, panel }: { scene: Scene; panel: Panel }) {
  switch (panel.show) {
    case "vitals": return <VitalsPanel scene={scene} />;
    case "ems": return <EmsPanel scene={scene} />;
    case "oxygen":
    case "no_pulse": return <OnPanel scene={scene} tile={panel.show} />;
    case "more": return <MorePanel scene={scene} />;
    case "earlier": return <EarlierPanel scene={scene} />;
    case "place": return <PlacePanel scene={scene} />;
    case "kind": return <ListPanel scene={scene} list="kind" />;
    case "sign": return <ListPanel scene={scene} list="sign" />;
    case "release_check": return <ReleasePanel scene={scene} />;
    case "join": return <JoinPanel scene={scene} />;
    case "times": return <TimesPanel scene={scene} />;
    case "close": return <ClosePanel scene={scene} />;
    case "after": return <AfterPanel scene={scene} />;
    case "move": return <MovePanel scene={scene} act={panel.act} />;
  }
}

function EarlierPanel({ scene }: { scene: Scene }) {
  const say = useSay();
  const tap = (minutes: number) => {
    scene.tap("started_earlier", { choice: minutes });
    scene.open(null);
  };
  return (
    <PanelFrame scene={scene} title={say("emergency.started_earlier")} note={say("earlier.note")}>
      {scene.playbook.started_earlier_minutes.map((minutes) => (
        <button key={minutes} className="act" onClick={() => tap(minutes)}>
          {say("earlier.minutes", { n: minutes })}
        </button>
      ))}
      <button className="act" onClick={() => tap(0)}>
        {say("earlier.not")}
      </button>
    </PanelFrame>
  );
}

const SEAT_KINDS: readonly Seat["kind"][] = ["booth", "smoking", "aftercare", "toilet"];

/** The kind of place first, then its number: two taps, and every control is large. */
function PlacePanel({ scene }: { scene: Scene }) {
  const say = useSay();
  const seats = useBoard()?.seats ?? [];
  const [kind, setKind] = useState<Seat["kind"] | null>(null);
  const done = (fields: { seat: number } | { choice: number }) => {
    // Whoever sits there alone is whom it is about; the page keeps the person out of sight.
    const visits = "seat" in fields ? (seats.find((seat) => seat.seat === fields.seat)?.visits ?? []) : [];
    if (visits.length === 1) scene.tap("person", { visit: visits[0]! });
    scene.tap("place", fields);
    scene.open(null);
  };
  if (kind !== null) {
    return (
      <PanelFrame scene={scene} title={say("place.where")}>
        {seats.filter((seat) => seat.kind === kind).map((seat) => (
          <button key={seat.seat} className="act" onClick={() => done({ seat: seat.seat })}>
            {seatInWords(seat, say)}
          </button>
        ))}
      </PanelFrame>
    );
  }
  return (
    <PanelFrame scene={scene} title={say("place.where")}>
      {SEAT_KINDS.filter((one) => seats.some((seat) => seat.kind === one)).map((one) => {
        const only = seats.filter((seat) => seat.kind === one);
        return (
          <button key={one} className="act" onClick={() => (only.length === 1 ? done({ seat: only[0]!.seat }) : setKind(one))}>
            {say(`room.${one}`)}
          </button>
        );
      })}
      {(scene.playbook.choices.place ?? PLACES).map((word, choice) =>
        word === "not_said" ? null : (
          <button key={word} className="act" onClick={() => done({ choice })}>
            {say(wordKey("place", word, "place.elsewhere"))}
          </button>
        ),
      )}
    </PanelFrame>
  );
}

/** Kinds and signs: a set, each said once; a tap again takes it back. */
function ListPanel({ scene, list }: { scene: Scene; list: "kind" | "sign" }) {
  const say = useSay();
  const words = scene.playbook.choices[list] ?? [];
  const gone = (choice: number, said: Act): boolean =>
    scene.asked.standing.some((act) => act.act === "sign_gone" && act.choice === choice && act.at >= said.at);
  return (
    <PanelFrame scene={scene} title={say(list === "kind" ? "more.kind" : "more.sign")} note={say(list === "kind" ? "kind_of.note" : "sign.note")}>
      {words.map((word, choice) => {
        const said = scene.asked.standing.filter((act) => act.act === list && act.choice === choice).at(-1);
        const holds = said !== undefined && !gone(choice, said);
        const tap = () => {
          if (!holds) scene.tap(list, { choice });
          else if (list === "sign") scene.tap("sign_gone", { choice });
          else scene.tap("undone", { target: said.id });
        };
        return (
          <button key={word} className={holds ? "act done" : "act"} aria-pressed={holds} onClick={tap}>
            {say(wordKey(list === "kind" ? "kind_of" : "sign", word, "act.other"))}
          </button>
        );
      })}
    </PanelFrame>
  );
}

function JoinPanel({ scene }: { scene: Scene }) {
  const say = useSay();
  const now = useNow(1000);
  const board = useBoard();
  return (
    <PanelFrame scene={scene} title={say("more.join")} note={say("join.note")}>
      {scene.others.map((other) => (
        <button
          key={other.key}
          className="act"
          onClick={() => {
            scene.tap("joined", { target: other.key }); // this one goes on, with the acts of both
            scene.open(null);
          }}
        >
          {emergencyPlace(other, board, scene.playbook, say).words}, {clock(now - other.acts[0]!.at)}
        </button>
      ))}
    </PanelFrame>
  );
}
