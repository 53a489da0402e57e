// A sheet over the middle of the page. It covers neither Emergency nor what is next, and closes with Escape or its own button.
import { useLayoutEffect, useRef, type ReactNode } from "react";
import { useSay } from "../catalogue/catalogue";
import "./sheet.css";

/** `leave`: what its button says where that is not "Close". */
export function Sheet({ title, head, leave, children, onClose }: { title: string; head?: ReactNode; leave?: string; children: ReactNode; onClose: () => void }) {
  const say = useSay();
  const sheet = useRef<HTMLDivElement>(null);
  const close = useRef(onClose);
  close.current = onClose;
  // With the sheet itself, not after it is painted: who types at once types where they see it.
  useLayoutEffect(() => {
    const before = document.activeElement as HTMLElement | null;
    sheet.current?.focus();
    const key = (event: KeyboardEvent) => {
      if (event.key === "Escape") close.current();
    };
    document.addEventListener("keydown", key);
    return () => {
      document.removeEventListener("keydown", key);
      before?.focus?.();
    };
  }, []);
  return (
    <>
      <div className="sheet-veil" onClick={onClose} />
      <div className="sheet" role="dialog" aria-label={title} tabIndex={-1} ref={sheet}>
        <div className="sheet-head">
          {head ?? <h2 className="title">{title}</h2>}
          <span className="grow" />
          <button className="button quiet" onClick={onClose}>
            {leave ?? say("common.close")}
          </button>
        </div>
        <div className="sheet-body">{children}</div>
      </div>
    </>
  );
}
