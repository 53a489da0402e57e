// A sheet at the right of the middle: read beside the page, which stays in use. Closes with Escape or its own button; the focus goes back.
import { useEffect, useId, useRef, type ReactNode } from "react";
import { useSay } from "../../catalogue/catalogue";
import "./side_sheet.css";

export function SideSheet({ title, lang, children, onClose }: { title: string; lang?: string; children: ReactNode; onClose: () => void }) {
  const say = useSay();
  const id = useId();
  const sheet = useRef<HTMLDivElement>(null);
  const close = useRef(onClose);
  close.current = onClose;
  useEffect(() => {
    const before = document.activeElement as HTMLElement | null;
    const key = (event: KeyboardEvent) => {
      if (event.key === "Escape") close.current();
    };
    document.addEventListener("keydown", key);
    return () => {
      document.removeEventListener("keydown", key);
      if (before?.isConnected) before.focus();
    };
  }, []);
  useEffect(() => sheet.current?.focus(), [title]); // also where one sheet leads to the next
  return (
    <div className="side-sheet no-print" role="dialog" aria-labelledby={id} tabIndex={-1} ref={sheet}>
      <div className="side-sheet-head">
        <h2 id={id} lang={lang}>{title}</h2>
        <button className="button quiet" onClick={onClose}>{say("common.close")}</button>
      </div>
      <div key={title} className="side-sheet-body" tabIndex={0} role="group" aria-labelledby={id}>{children}</div>
    </div>
  );
}
