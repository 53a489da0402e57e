// The frame of what opens over the eight acts: what it is, its controls, and the way back.
import type { ReactNode } from "react";
import { useSay } from "../../catalogue/catalogue";
import type { Scene } from "./scene";
import "./panel_frame.css";

export function PanelFrame({ scene, title, note, foot, children }: { scene: Scene; title: string; note?: ReactNode; foot?: ReactNode; children: ReactNode }) {
  return (
    <section className="panel" tabIndex={-1} aria-label={title}>
      <div className="panel-head">
        <h2>{title}</h2>
        {note && <p className="soft">{note}</p>}
      </div>
      <div className="panel-grid">
        {children}
      </div>
      <PanelFoot onBack={() => scene.open(null)}>{foot}</PanelFoot>
    </section>
  );
}

/** The way back stands where "More" stood: bottom right. */
export function PanelFoot({ onBack, children }: { onBack: () => void; children?: ReactNode }) {
  const say = useSay();
  return (
    <div className="panel-foot">
      {children}
      <button className="act panel-close" onClick={onBack}>
        {say("common.back")}
      </button>
    </div>
  );
}
