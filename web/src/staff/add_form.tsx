// Somebody new: what screens call them, how they sign in, what they are here, and their secrets.
import { useEffect, useId, useRef, useState, type FormEvent } from "react";
import { addStaff } from "../api/http";
import type { Role, StaffMember } from "../api/types";
import { useSay } from "../catalogue/catalogue";
import { Field } from "./field";
import { FormFoot } from "./form_foot";
import { SecretField } from "./secret_field";
import { isPassword, isPin, isSignInName, mayGiveSecret, nameFrom, needsPassword, ROLES } from "./staff_rules";
import { useChange, type Done, type FieldName } from "./use_change";
import "./add_form.css";

export function AddForm({ me, onDone }: { me: StaffMember; onDone: Done }) {
  const say = useSay();
  const { busy, change, wrong, setWrong, of } = useChange();
  const id = useId();
  const [label, setLabel] = useState("");
  const [ownName, setOwnName] = useState<string | null>(null); // null: as the label gives it
  const [role, setRole] = useState<Role | null>(null);
  const first = useRef<HTMLInputElement>(null);
  const form = useRef<HTMLFormElement>(null);
  const name = ownName ?? nameFrom(label);
  useEffect(() => first.current?.focus(), []);
  useEffect(() => {
    if (wrong?.field) form.current?.querySelector<HTMLElement>(`[data-field=${wrong.field}] :is(input, button)`)?.focus();
  }, [wrong]);
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const typed = new FormData(event.currentTarget);
    const pin = String(typed.get("pin") ?? "");
    const password = String(typed.get("password") ?? "");
    const missing = ((): FieldName | null => {
      if (label.trim() === "") return "label";
      if (!isSignInName(name)) return "staff";
      if (role === null) return "role";
      if (!isPin(pin)) return "pin";
      return needsPassword(role) && !isPassword(password) ? "password" : null;
    })();
    if (missing !== null || role === null) {
      return setWrong({ field: missing, key: `staff.wrong_${missing ?? "role"}` });
    }
    const now = await change(() => addStaff({ staff: name, label: label.trim(), role, pin, ...(needsPassword(role) ? { password } : {}) }));
    if (now) onDone(now, "staff.added", label.trim());
  };
  return (
    <form className="staff-form" ref={form} onSubmit={(event) => void submit(event)} noValidate>
      <div data-field="label">
        <Field id={`${id}-label`} label={say("staff.label")} hint={say("staff.label_hint")} wrong={of("label")}>
          {(described) => (
            <input id={`${id}-label`} ref={first} value={label} maxLength={40} autoComplete="off" onChange={(event) => setLabel(event.target.value)} {...described} />
          )}
        </Field>
      </div>
      <div data-field="staff">
        <Field id={`${id}-staff`} label={say("staff.sign_in_name")} hint={say("staff.sign_in_name_hint")} wrong={of("staff")}>
          {(described) => (
            <input
              id={`${id}-staff`}
              value={name}
              maxLength={40}
              autoComplete="off"
              autoCapitalize="off"
              spellCheck={false}
              onChange={(event) => setOwnName(event.target.value)}
              {...described}
            />
          )}
        </Field>
      </div>
      <fieldset className="staff-roles" data-field="role" aria-describedby={of("role") === null ? undefined : `${id}-role-wrong`}>
        <legend>{say("staff.role")}</legend>
        <div className="look-grid three">
          {ROLES.filter((one) => mayGiveSecret(me, one)).map((one) => (
            <button key={one} type="button" className="chip" aria-pressed={role === one} onClick={() => setRole(one)}>{say(`role.${one}`)}</button>
          ))}
        </div>
        {role !== null && <p className="small soft staff-hint" role="status">{say(`staff.role_${kindOf(role)}`)}</p>}
        {of("role") !== null && <p id={`${id}-role-wrong`} role="alert" className="tone-now strong">{of("role")}</p>}
      </fieldset>
      <div data-field="pin">
        <SecretField name="pin" label={say("staff.pin_field")} hint={say("staff.pin_hint")} wrong={of("pin")} digits />
      </div>
      {role !== null && needsPassword(role) && (
        <div data-field="password">
          <SecretField name="password" label={say("staff.password_field")} hint={say("staff.password_hint")} wrong={of("password")} />
        </div>
      )}
      <FormFoot go={say("staff.add_go")} busy={busy} wrong={of(null)} />
    </form>
  );
}

/** What a role may do, told in three kinds. */
function kindOf(role: Role): "floor" | "manages" | "plans" {
  if (role === "evaluator") return "plans";
  return needsPassword(role) ? "manages" : "floor";
}
