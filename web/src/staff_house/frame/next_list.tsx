// What is next, soonest first. The list scrolls and says how many more; what is due is never hidden behind a tab.
import { useEffect, useRef, useState } from "react";
import type { NextItem } from "../../api/types";
import { useSay } from "../../catalogue/catalogue";
import { inTime } from "../../clock/words";
import { useNow } from "../../clock/use_now";
import { go } from "../../parts/route";
import { useBoard, useEmergencies } from "../../parts/use_site";
import { emergencyPlace, placeInWords } from "../../parts/words";
import { site } from "../../record/site";
import { useStore } from "../../record/store";
import { openPerson } from "../../board/open_person";
import type { Board } from "../../api/types";
import "./next_list.css";

export function NextList() {
  const say = useSay();
  const board = useBoard();
  const now = useNow(1000);
  const emergencies = useEmergencies();
  const playbook = useStore(site.playbook);
  const list = useRef<HTMLUListElement>(null);
  const [below, setBelow] = useState(0);
  const items = board?.next ?? [];
  // An emergency that so far only this screen knows stands first.
  const own = emergencies.filter((one) => one.fromSite === null);
  const count = () => {
    const box = list.current;
    if (!box) return;
    const end = box.getBoundingClientRect().bottom - 8;
    setBelow([...box.children].filter((item) => item.getBoundingClientRect().top + 24 > end).length);
  };
  useEffect(() => {
    count();
    addEventListener("resize", count);
    return () => removeEventListener("resize", count);
  }, [items.length, own.length]);
  return (
    <>
      <h2 className="heading">{say("next.title")}</h2>
      <ul className="next-list" ref={list} onScroll={count} tabIndex={0} aria-label={say("next.title")}>
        {own.map((one) => (
          <li key={one.key}>
            <button className="next-item" onClick={() => go({ page: "emergency", key: one.key })}>
              <span className="when tone-now">{say("next.now")}</span>
              <span className="what">{say("next.emergency", { place: emergencyPlace(one, board, playbook, say).words })}</span>
            </button>
          </li>
        ))}
        {items.map((item, number) => (
          <li key={`${item.what}/${item.visit ?? item.emergency ?? item.seat ?? number}`}>
            <NextRow item={item} now={now} board={board} />
          </li>
        ))}
        {items.length + own.length === 0 && <li className="soft small">{say("next.nothing")}</li>}
      </ul>
      {below > 0 && <p className="soft small">{say("next.more", { n: below })}</p>}
    </>
  );
}

function NextRow({ item, now, board }: { item: NextItem; now: number; board: Board | null }) {
  const say = useSay();
  const due = item.at <= now;
  const tone = item.tone === "now" ? "now" : due ? "due" : "";
  const open = () => {
    if (item.emergency) go({ page: "emergency", key: item.emergency });
    else if (item.visit) openPerson.set({ visit: item.visit });
    else if (item.seat != null) openPerson.set({ seat: item.seat });
  };
  return (
    <button className="next-item" onClick={open}>
      <span className={`when ${tone ? `tone-${tone}` : ""}`}>
        {item.tone === "now" ? say("next.now") : due ? say("next.due") : inTime(item.at - now, say)}
      </span>
      <span className="what">
        {say(`next.${item.what}`, { place: item.place ? placeInWords(item.place, board, say) : say("place.not_said") })}
        {item.since != null && <span className="why">{say(`next_since.${item.what}`, { n: Math.max(0, Math.floor((now - item.since) / 60_000)) })}</span>}
      </span>
    </button>
  );
}
