// The reader's own password, given here: a PIN is not enough to change who signs in, or which screens are the site's.
import { useState, type FormEvent } from "react";
import { useSay, type Key } from "../catalogue/catalogue";
import { signInProblem } from "../parts/sign_in_problem";
import { SecretField } from "./secret_field";
import type { ProveBy } from "./use_proved";
import "./prove.css";

/** `why`: what it is asked for. `go`: what its button says. */
export function Prove({ why, go, proveBy }: { why: Key; go: Key; proveBy: ProveBy }) {
  const say = useSay();
  const [wrong, setWrong] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (busy) return;
    const form = event.currentTarget;
    setBusy(true);
    setWrong(null);
    const reply = await proveBy(String(new FormData(form).get("password") ?? ""));
    form.reset();
    setBusy(false);
    if (!reply.ok) setWrong(signInProblem(reply.status, reply.problem, say));
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
