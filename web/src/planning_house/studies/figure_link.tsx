// A number that opens its source.
import type { ReactNode } from "react";
import { useSay } from "../../catalogue/catalogue";
import { useOpenSource, type Source } from "./sources";
import "./figure_link.css";

/** `of`: what the number is, for who does not see where it stands. */
export function FigureLink({ source, of, children, className = "" }: { source: Source; of: string; children: ReactNode; className?: string }) {
  const say = useSay();
  const open = useOpenSource();
  return (
    <button type="button" className={`figure-link ${className}`} aria-haspopup="dialog" data-source={`${source.kind}:${source.name}`} onClick={() => open(source)}>
      {children}
      <span className="visually-hidden">, {say("studies.source_of", { of })}</span>
    </button>
  );
}
