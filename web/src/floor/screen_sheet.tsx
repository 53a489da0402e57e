// This screen: theme, language, sound, registering it, and signing out.
import { useState } from "react";
import { registerDevice, signOut } from "../api/http";
import { useSay } from "../catalogue/catalogue";
import { mayManage, mayPlan } from "../parts/roles";
import { go, isStudies, routeNow } from "../parts/route";
import { lastPart } from "../parts/send";
import { Sheet } from "../parts/sheet";
import { tell } from "../parts/tell";
import { useSession } from "../parts/use_site";
import { chooseLanguage, chooseTheme, language, theme } from "../record/preferences";
import { site } from "../record/site";
import { useStore } from "../record/store";
import { ScreensSheet } from "../staff/screens_sheet";
import { StaffSheet } from "../staff/staff_sheet";
import { wordKey } from "../catalogue/catalogue";
import { SoundTest } from "./shift_sheet";

export function ScreenSheet({ onClose }: { onClose: () => void }) {
  const say = useSay();
  const session = useSession();
  const [shows, setShows] = useState<"staff" | "screens" | null>(null);
  const isPlanning = routeNow().page === "capacity" || isStudies(routeNow());
  const leave = async () => {
    const reply = await signOut();
    if (reply.ok) site.setSession(reply.value);
    else tell("problem.unreachable", { tone: "due" });
  };
  if (shows === "staff" && session?.staff) return <StaffSheet session={session} me={session.staff} onClose={onClose} />;
  if (shows === "screens" && session?.staff) return <ScreensSheet session={session} me={session.staff} onClose={onClose} />;
  return (
    <Sheet title={say("screen.title")} onClose={onClose}>
      <LookAndLanguage />
      <SoundTest />
      {session && session.device === null && mayManage(session.staff?.role) && <RegisterScreen />}
      {session?.device && (
        <section>
          <p className="soft">{say("screen.registered_as", { label: session.device.label })}</p>
        </section>
      )}
      {mayManage(session?.staff?.role) && (
        <section>
          <h3 className="heading">{say("screen.manage")}</h3>
          <div className="row">
            <button className="button" onClick={() => setShows("staff")}>{say("staff.open")}</button>
            <button className="button" onClick={() => setShows("screens")}>{say("screens.open")}</button>
          </div>
        </section>
      )}
      {mayPlan(session?.staff?.role) && !isPlanning && (
        <section>
          <h3 className="heading">{say("planner.title")}</h3>
          <div className="row">
            <button className="button" onClick={() => go({ page: "capacity" })}>{say("planner.to_capacity")}</button>
            <button className="button" onClick={() => go({ page: "studies" })}>{say("planner.to_studies")}</button>
            <button className="button" onClick={() => go({ page: "plan", query: "" })}>{say("planner.to_plan")}</button>
          </div>
        </section>
      )}
      <section className="row">
        <button className="button" onClick={() => void leave()}>
          {say("screen.sign_out")}
        </button>
        <button className="button quiet" onClick={() => print()}>
          {say("screen.print")}
        </button>
      </section>
    </Sheet>
  );
}

export function LookAndLanguage() {
  const say = useSay();
  const themeNow = useStore(theme);
  const languageNow = useStore(language);
  return (
    <section className="row">
      <div className="chips" role="group" aria-label={say("screen.theme")}>
        <button className="chip" aria-pressed={themeNow === "light"} onClick={() => chooseTheme("light")}>{say("screen.light")}</button>
        <button className="chip" aria-pressed={themeNow === "dim"} onClick={() => chooseTheme("dim")}>{say("screen.dim")}</button>
      </div>
      <div className="chips" role="group" aria-label={say("screen.language")}>
        <button className="chip" lang="en" aria-pressed={languageNow === "en"} onClick={() => chooseLanguage("en")}>English</button>
        <button className="chip" lang="es" aria-pressed={languageNow === "es"} onClick={() => chooseLanguage("es")}>Español</button>
      </div>
    </section>
  );
}

/** Emergency works on a registered screen without a sign-in, and staff sign in there by shift PIN. */
export function RegisterScreen() {
  const say = useSay();
  const [label, setLabel] = useState("");
  const register = async (event: React.FormEvent) => {
    event.preventDefault();
    const reply = await registerDevice(label.trim());
    if (reply.ok) site.setSession(reply.value);
    else tell(wordKey("problem", lastPart(reply.problem.type), "problem.other"), { tone: "due" });
  };
  return (
    <section>
      <h3 className="heading">{say("screen.register_title")}</h3>
      <form className="row" onSubmit={(event) => void register(event)}>
        <label className="field grow">
          {say("screen.register_label")}
          <input value={label} maxLength={40} required onChange={(event) => setLabel(event.target.value)} />
        </label>
        <button className="button main" type="submit">
          {say("screen.register")}
        </button>
      </form>
    </section>
  );
}
