// A label, a control, what helps with it, and what is wrong with it: together, and tied together for who hears the page.
import type { ReactNode } from "react";
import "./field.css";

export interface Described {
  "aria-describedby": string | undefined;
  "aria-invalid": boolean;
}

export function Field({ id, label, hint, wrong, children }: {
  id: string;
  label: string;
  hint?: string | undefined;
  wrong: string | null;
  children: (described: Described) => ReactNode;
}) {
  const told = [hint !== undefined && `${id}-hint`, wrong !== null && `${id}-wrong`].filter(Boolean).join(" ");
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {children({ "aria-describedby": told === "" ? undefined : told, "aria-invalid": wrong !== null })}
      {hint !== undefined && <p id={`${id}-hint`} className="small soft staff-hint">{hint}</p>}
      {wrong !== null && <p id={`${id}-wrong`} role="alert" className="tone-now strong">{wrong}</p>}
    </div>
  );
}
