// Sign-in: on a registered screen by tapping one's name and a shift PIN, elsewhere by name and password. Emergency needs neither.
import { useEffect, useState, type FormEvent } from "react";
import { getStaff } from "../../api/http";
import type { Session, StaffMember } from "../../api/types";
import { useSay } from "../../catalogue/catalogue";
import { Bands } from "../../parts/bands";
import { EmergencyButton } from "../../parts/emergency_button";
import { MessagePlace } from "../../parts/message_place";
import { LookAndLanguage } from "../../screen/look_and_language";
import { SavedPill } from "../parts/saved_state";
import { Shape } from "../../parts/shapes";
import { PaperBand } from "../parts/paper_band";
import { PinPad, useKeys } from "../parts/pin_pad";
import { signInProblem } from "../../parts/sign_in_problem";
import { OpenEmergencies } from "../../parts/open_emergencies";
import { told } from "../../parts/tell";
import { useSession } from "../../parts/use_site";
import { KindOfSite } from "../../parts/watermark";
import { site } from "../../record/site";
import { useStore } from "../../record/store";
import { armSound } from "../../sound/sounds";
import { SignInsToTry } from "../parts/sign_ins_to_try";
import "./sign_in_page.css";
import "../frame/staff_frame.css";

export function SignInPage() {
  const say = useSay();
  const session = useSession();
  const unreachable = useStore(site.session) === "unreachable";
  const emergency = unreachable || session?.device !== null;
  useEffect(() => told.set(null), []); // it was told to who has signed out, and may name somebody
  return (
    <div className={emergency ? "page staff entry" : "page staff entry without-emergency"}>
      <div className="page-scroll">
        <div className="page-top">
          <Bands />
          <PaperBand />
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
        </div>
        <aside className="side left" aria-label={say("floor.beside")}>
          <div className="side-list">{emergency && <OpenEmergencies />}</div>
        </aside>
        <main className="middle">
          <div className="middle-scroll" tabIndex={-1}>
            <div className="sign-in-box">
              {unreachable && <SiteIsAway />}
              {session && (session.device ? <ByPin session={session} /> : <ByPassword session={session} />)}
              <LookAndLanguage />
            </div>
          </div>
        </main>
      </div>
      <div className="page-foot">
        <div className="foot-emergency">{emergency && <EmergencyButton />}</div>
        <div className="foot-message">
          <MessagePlace />
        </div>
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
  useKeys((key) => key === "Escape" && setChosen(null));
  const signInByPin = async (pin: string) => {
    const reply = await site.signIn(chosen!.staff, { pin });
    return reply.ok ? "" : signInProblem(reply.status, reply.problem, say);
  };
  return (
    <>
      <h1 className="title">{say(chosen ? "sign_in.pin_for" : "sign_in.who", { who: chosen?.label ?? "" })}</h1>
      {chosen ? (
        <PinPad onPin={signInByPin} back={say("sign_in.somebody_else")} onBack={() => setChosen(null)} />
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

function ByPassword({ session }: { session: Session }) {
  const say = useSay();
  const [name, setName] = useState("");
  const [password, setPassword] = useState("");
  const [wrong, setWrong] = useState("");
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    armSound();
    const reply = await site.signIn(name.trim(), { password });
    setPassword("");
    if (!reply.ok) setWrong(signInProblem(reply.status, reply.problem, say));
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
