// A new PIN or a new password; who is signed in by the old one is out at once, on every screen.
import { useEffect, useRef, type FormEvent } from "react";
import { givePassword, givePin } from "../api/http";
import type { KnownStaff, StaffMember } from "../api/types";
import { useSay } from "../catalogue/catalogue";
import { site } from "../record/site";
import { FormFoot } from "./form_foot";
import { SecretField } from "./secret_field";
import { isPassword, isPin } from "./staff_rules";
import { useChange, type Done } from "./use_change";

export function SecretForm({ what, who, me, onDone }: { what: "pin" | "password"; who: KnownStaff; me: StaffMember; onDone: Done }) {
  const say = useSay();
  const { busy, change, wrong, setWrong, of } = useChange();
  const box = useRef<HTMLInputElement>(null);
  useEffect(() => box.current?.focus(), [wrong]);
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const secret = String(new FormData(event.currentTarget).get(what) ?? "");
    if (!(what === "pin" ? isPin(secret) : isPassword(secret))) return setWrong({ field: what, key: `staff.wrong_${what}` });
    const now = await site.whileChanging(async () => {
      const given = await change(() => (what === "pin" ? givePin(who.number, secret) : givePassword(who.number, secret)));
      // One's own old password signed in here, and ended with it: the new one signs in.
      const again = given && what === "password" && who.number === me.number ? await site.signIn(me.staff, { password: secret }) : null;
      return again?.ok === false ? null : given;
    });
    if (!now) return;
    onDone(now, what === "pin" ? "staff.pin_given" : "staff.password_given", who.label);
  };
  return (
    <form className="staff-form" onSubmit={(event) => void submit(event)} noValidate>
      <p>{say(what === "pin" ? "staff.pin_means" : "staff.password_means", { who: who.label })}</p>
      {what === "pin" ? (
        <SecretField name="pin" label={say("staff.pin_field")} hint={say("staff.pin_hint")} wrong={of("pin")} digits box={box} />
      ) : (
        <SecretField name="password" label={say("staff.password_field")} hint={say("staff.password_hint")} wrong={of("password")} box={box} />
      )}
      <FormFoot go={say("staff.secret_go")} busy={busy} wrong={of(null)} />
    </form>
  );
}
