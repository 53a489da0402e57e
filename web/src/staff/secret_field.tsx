// A field for a PIN or a password, which stands in no state of the page: its form reads it once, when it is sent.
import { useId, useState, type RefObject } from "react";
import { useSay } from "../catalogue/catalogue";
import { Field } from "./field";
import "./secret_field.css";

/** "new-password" also for one's own: a shared tablet's browser should neither fill it in nor keep it. */
export function SecretField({ name, label, hint, wrong, digits = false, box }: {
  name: "pin" | "password";
  label: string;
  hint?: string;
  wrong: string | null;
  digits?: boolean;
  box?: RefObject<HTMLInputElement | null>;
}) {
  const say = useSay();
  const id = useId();
  const [shown, setShown] = useState(false);
  return (
    <Field id={id} label={label} hint={hint} wrong={wrong}>
      {(described) => (
        <div className="staff-secret">
          <input
            id={id}
            ref={box}
            name={name}
            type={shown ? "text" : "password"}
            inputMode={digits ? "numeric" : "text"}
            maxLength={digits ? 12 : 200}
            autoComplete="new-password"
            autoCapitalize="off"
            spellCheck={false}
            {...described}
          />
          <button className="chip" type="button" aria-pressed={shown} aria-label={say("staff.show_of", { what: label })} onClick={() => setShown(!shown)}>
            {say("staff.show")}
          </button>
        </div>
      )}
    </Field>
  );
}
