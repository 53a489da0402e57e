// What must not be missed, across the top of every page.
import { useEffect, useState } from "react";
import { useSay } from "../catalogue/catalogue";
import { site } from "../record/site";
import { useStore } from "../record/store";
import { Shape } from "./shapes";
import "./bands.css";

export function Bands() {
  const say = useSay();
  const board = useStore(site.live.board);
  const missing = board?.missing ?? 0;
  const siteSaves = useStore(site.live.siteSaves);
  const battery = useLowBattery();
  return (
    <>
      {missing > 0 && (
        <p className="band now" role="alert">
          <Shape tone="now" /> {say("band.missing", { n: missing })}
        </p>
      )}
      {board?.rewritten && (
        <p className="band now" role="alert">
          <Shape tone="now" /> {say("band.rewritten")}
        </p>
      )}
      {!siteSaves && (
        <p className="band now" role="alert">
          <Shape tone="now" /> {say("saved.not_saved")}
        </p>
      )}
      {battery !== null && (
        <p className="band due" role="status">
          <Shape tone="due" /> {say("band.battery", { n: battery })}
        </p>
      )}
    </>
  );
}

interface Battery extends EventTarget {
  level: number;
  charging: boolean;
}

const LOW = 0.2;

/** Percent left, when it is 20 or less and not charging; null where it is not low or the tablet does not tell. */
function useLowBattery(): number | null {
  const [percent, setPercent] = useState<number | null>(null);
  useEffect(() => {
    const ask = (navigator as { getBattery?: () => Promise<Battery> }).getBattery;
    if (!ask) return;
    let battery: Battery | null = null;
    const look = () => battery && setPercent(battery.level <= LOW && !battery.charging ? Math.round(battery.level * 100) : null);
    void ask.call(navigator).then(
      (found) => {
        battery = found;
        battery.addEventListener("levelchange", look);
        battery.addEventListener("chargingchange", look);
        look();
      },
      () => {},
    );
    return () => {
      battery?.removeEventListener("levelchange", look);
      battery?.removeEventListener("chargingchange", look);
    };
  }, []);
  return percent;
}
