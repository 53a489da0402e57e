// Sign-in: on a registered screen by tapping one's name and a shift PIN, elsewhere by name and password. Emergency needs neither.
import { useEffect, useState, type FormEvent } from "react";
import { getStaff, signIn } from "../api/http";
import type { Session, StaffMember } from "../api/types";
import { useSay, wordKey } from "../catalogue/catalogue";
import { Bands } from "../parts/bands";
import { EmergencyButton } from "../parts/emergency_button";
import { MessagePlace } from "../parts/message_place";
import { SavedPill } from "../parts/saved_state";
import { Shape } from "../parts/shapes";
import { signInProblem } from "../parts/sign_in_problem";
import { OpenEmergencies } from "../parts/open_emergencies";
import { told } from "../parts/tell";
import { useSession } from "../parts/use_site";
import { KindOfSite } from "../parts/watermark";
import { site } from "../record/site";
import { useStore } from "../record/store";
import { armSound } from "../sound/sounds";
import { LookAndLanguage } from "../floor/screen_sheet";

export function SignInPage() {
  const say = useSay();
  const session = useSession();
  const unreachable = useStore(site.session) === "unreachable";
  const emergency = unreachable || session?.device !== null;
  useEffect(() => told.set(null), []); // it was told to who has signed out, and may name somebody
  return (
    <div className="page">
      <Bands />
      <header className="page-head">
        <span className="site-name">{session?.site.name ?? "Alongside"}</span>
        {session?.device && <span className="soft">{session.device.label}</span>}
        <KindOfSite />
        <span className="grow" />
        {session && !session.protocol.signed && (
          <span className="pill due">
            <Shape tone="due" /> {say("sign_in.unsigned", { name: session.protocol.name, version: session.protocol.version })}
          </span>
        )}
        {(unreachable || session?.device) && <SavedPill />}
      </header>
      <div className="sign-in">
        <aside className="side left" aria-label={say("floor.beside")}>
          {emergency && (
            <div className="side-list">
              <OpenEmergencies />
            </div>
          )}
          {emergency && <EmergencyButton />}
        </aside>
        <main className="sign-in-middle">
          <div className="sign-in-box">
            {unreachable && <SiteIsAway />}
            {session && (session.device ? <ByPin session={session} /> : <ByPassword session={session} />)}
            <LookAndLanguage />
            <div className="message-line"><MessagePlace /></div>
          </div>
        </main>
      </div>
    </div>
  );
}

function SiteIsAway() {
  const say = useSay();
  return (
    <div className="stack" role="status">
      <h1 className="title">{say("sign_in.away_title")}</h1>
      <p>{say("sign_in.away")}</p>
    </div>
  );
}

function ByPin({ session }: { session: Session }) {
  const say = useSay();
  const [staff, setStaff] = useState<StaffMember[]>([]);
  const [chosen, setChosen] = useState<StaffMember | null>(null);
  useEffect(() => {
    void getStaff().then((reply) => reply.ok && setStaff(reply.value));
  }, []);
  return (
    <>
      <h1 className="title">{say(chosen ? "sign_in.pin_for" : "sign_in.who", { who: chosen?.label ?? "" })}</h1>
      {chosen ? (
        <PinPad staff={chosen} onBack={() => setChosen(null)} />
      ) : (
        <div className="staff-tiles">
          {staff.map((one) => (
            <button key={one.staff} className="staff-tile" onClick={() => { armSound(); setChosen(one); }}>
              <b>{one.label}</b>
              <span className="small soft">{say(`role.${one.role}`)}</span>
            </button>
          ))}
        </div>
      )}
      <SignInsToTry session={session} pins />
    </>
  );
}

const PIN_MAX = 12;

function PinPad({ staff, onBack }: { staff: StaffMember; onBack: () => void }) {
  const say = useSay();
  const [pin, setPin] = useState("");
  const [wrong, setWrong] = useState("");
  const [busy, setBusy] = useState(false);
  const submit = async () => {
    if (pin === "" || busy) return;
    setBusy(true);
    const reply = await signIn(staff.staff, { pin });
    setBusy(false);
    setPin("");
    if (reply.ok) site.setSession(reply.value);
    else setWrong(signInProblem(reply.status, reply.problem, say));
  };
  const press = (digit: string) => {
    setWrong("");
    setPin((before) => (before + digit).slice(0, PIN_MAX));
  };
  useEffect(() => {
    const key = (event: KeyboardEvent) => {
      if (event.target instanceof HTMLButtonElement && event.key === "Enter") return;
      if (/^[0-9]$/.test(event.key)) press(event.key);
      else if (event.key === "Backspace") setPin((before) => before.slice(0, -1));
      else if (event.key === "Enter") void submit();
      else if (event.key === "Escape") onBack();
    };
    document.addEventListener("keydown", key);
    return () => document.removeEventListener("keydown", key);
  });
  return (
    <div className="pin">
      <div className="pin-pad" role="group" aria-label={say("sign_in.pin")}>
        {["1", "2", "3", "4", "5", "6", "7", "8", "9"].map((digit) => (
          <button key={digit} data-each-tap onClick={() => press(digit)}>
            {digit}
          </button>
        ))}
        <button className="word" data-each-tap onClick={() => setPin((before) => before.slice(0, -1))}>
          {say("sign_in.erase")}
        </button>
        <button data-each-tap onClick={() => press("0")}>0</button>
        <button className="word button main" aria-disabled={pin === ""} onClick={() => void submit()}>
          {say("sign_in.enter")}
        </button>
      </div>
      <div className="stack">
        <div className="pin-dots" aria-hidden="true">
          {Array.from({ length: Math.max(4, pin.length) }, (_, i) => (
            <i key={i} className={i < pin.length ? "on" : ""} />
          ))}
        </div>
        <p className="visually-hidden" role="status">{say("sign_in.digits", { n: pin.length })}</p>
        <p role="alert" className="tone-now strong">{wrong}</p>
        <div>
          <button className="button quiet" onClick={onBack}>
            {say("sign_in.somebody_else")}
          </button>
        </div>
      </div>
    </div>
  );
}

function ByPassword({ session }: { session: Session }) {
  const say = useSay();
  const [name, setName] = useState("");
  const [password, setPassword] = useState("");
  const [wrong, setWrong] = useState("");
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    armSound();
    const reply = await signIn(name.trim(), { password });
    setPassword("");
    if (reply.ok) site.setSession(reply.value);
    else setWrong(signInProblem(reply.status, reply.problem, say));
  };
  return (
    <>
      <h1 className="title">{say("sign_in.title")}</h1>
      <p className="soft">{say("sign_in.not_registered")}</p>
      <form className="stack" onSubmit={(event) => void submit(event)}>
        <label className="field">
          {say("sign_in.name")}
          <input name="staff" value={name} autoComplete="username" autoCapitalize="off" required onChange={(event) => setName(event.target.value)} />
        </label>
        <label className="field">
          {say("sign_in.password")}
          <input name="password" type="password" value={password} autoComplete="current-password" required onChange={(event) => setPassword(event.target.value)} />
        </label>
        <p role="alert" className="tone-now strong">{wrong}</p>
        <button className="button main all-well" type="submit">
          {say("sign_in.sign_in")}
        </button>
      </form>
      <SignInsToTry session={session} onTry={(staff, secret) => { setName(staff); setPassword(secret); }} />
    </>
  );
}

/** A demonstration site says which sign-ins there are to try. */
function SignInsToTry({ session, pins = false, onTry }: { session: Session; pins?: boolean; onTry?: (staff: string, password: string) => void }) {
  const say = useSay();
  const shown = session.demonstration_sign_ins.filter((one) => (pins ? one.pin : one.password) !== "");
  if (shown.length === 0) return null;
  return (
    <section className="note breathe">
      <h2 className="strong">{say("sign_in.to_try")}</h2>
      <table className="tries">
        <thead>
          <tr>
            <th scope="col">{say("sign_in.name")}</th>
            <th scope="col">{say("sign_in.role")}</th>
            <th scope="col">{say(pins ? "sign_in.pin" : "sign_in.password")}</th>
          </tr>
        </thead>
        <tbody>
          {shown.map((one) => (
            <tr key={one.staff}>
              <td>
                {onTry ? (
                  <button className="button plain" type="button" onClick={() => onTry(one.staff, one.password)}>
                    {one.staff}
                  </button>
                ) : (
                  one.label
                )}
              </td>
              <td>{say(wordKey("role", one.role, "role.peer"))}</td>
              <td className="tabular">{pins ? one.pin : one.password}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
