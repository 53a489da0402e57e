// Under "More": what is rarely said, each on a panel of its own, and the ways out.
import { useSay } from "../../catalogue/catalogue";
import { go } from "../../parts/route";
import { useBoard } from "../../parts/use_site";
import { emergencyPlace } from "../../parts/words";
import { PanelFrame } from "./panel_frame";
import type { Panel, Scene } from "./scene";

export function MorePanel({ scene }: { scene: Scene }) {
  const say = useSay();
  const treated = scene.asked.holding.has("treated");
  const to = (show: Panel["show"] & ("place" | "kind" | "sign" | "release_check" | "join" | "close" | "after"), words: string) => (
    <button className="act" data-more={show} onClick={() => scene.open({ show })}>
      {words}
    </button>
  );
  return (
    <PanelFrame scene={scene} title={say("emergency.more")}>
      {to("place", say("more.place"))}
      {to("kind", say("more.kind"))}
      {to("sign", say("more.sign"))}
      {!scene.closed && to("release_check", say("more.release_check"))}
      <button className="act" aria-pressed={scene.asked.holding.has("helpers_away")} onClick={() => scene.tap("helpers_away")}>
        {say("act.helpers_away")}
      </button>
      {scene.others.length > 0 && to("join", say("more.join"))}
      {!treated && !scene.closed && (
        <button
          className="act"
          onClick={() => {
            scene.tap("closed", { choice: scene.playbook.choices.closed?.indexOf("opened_by_mistake") ?? 4 });
            go({ page: "floor" });
          }}
        >
          {say("outcome.opened_by_mistake")}
        </button>
      )}
      {scene.closed ? to("after", say("after.title")) : to("close", say("more.close"))}
      <OtherEmergencies scene={scene} />
      <button className="act" onClick={() => go({ page: "floor" })}>
        {say("more.floor")}
      </button>
    </PanelFrame>
  );
}

function OtherEmergencies({ scene }: { scene: Scene }) {
  const say = useSay();
  const board = useBoard();
  return (
    <>
      {scene.others.map((other) => (
        <button key={other.key} className="act now" onClick={() => go({ page: "emergency", key: other.key })}>
          {say("more.other", { place: emergencyPlace(other, board, scene.playbook, say).words })}
        </button>
      ))}
    </>
  );
}
