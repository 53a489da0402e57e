// The reader's own password, given here: a PIN is not enough to change who signs in, or which screens are the site's.
import { useEffect, useRef, useState, type FormEvent } from "react";
import { signIn, signOut } from "../api/http";
import type { StaffMember } from "../api/types";
import { useSay, type Key } from "../catalogue/catalogue";
import { signInProblem } from "../parts/sign_in_problem";
import { site } from "../record/site";
import { SecretField } from "./secret_field";
import "./prove.css";

/** `why`: what it is asked for. `go`: what its button says. */
export function Prove({ me, why, go, onProved }: { me: StaffMember; why: Key; go: Key; onProved: () => void }) {
  const say = useSay();
  const [wrong, setWrong] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const isGone = useRef(false);
  useEffect(() => {
    isGone.current = false;
    return () => void (isGone.current = true);
  }, []);
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (busy) return;
    const form = event.currentTarget;
    setBusy(true);
    setWrong(null);
    const reply = await signIn(me.staff, { password: String(new FormData(form).get("password") ?? "") });
    if (isGone.current) {
      // The sheet was closed while the password was on its way: nobody is left to use its rights.
      if (reply.ok) void signOut().then((out) => out.ok && site.setSession(out.value));
      return;
    }
    form.reset();
    setBusy(false);
    if (!reply.ok) return setWrong(signInProblem(reply.status, reply.problem, say));
    onProved();
    site.setSession(reply.value);
  };
  return (
    <form className="card staff-prove stack" onSubmit={(event) => void submit(event)} noValidate>
      <p>{say(why)}</p>
      <SecretField name="password" label={say("staff.own_password")} wrong={wrong} />
      <div>
        <button className="button main" type="submit" aria-disabled={busy}>{say(busy ? "staff.busy" : go)}</button>
      </div>
    </form>
  );
}
