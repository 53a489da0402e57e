// This screen: theme, language, sound, registering it, and signing out.
import { useState } from "react";
import { useSay } from "../catalogue/catalogue";
import { pageNames, PAGES, plainRoute } from "../pages";
import { mayManage, mayPlan } from "../parts/roles";
import { go, routeNow } from "../parts/route";
import { Sheet } from "../parts/sheet";
import { tell } from "../parts/tell";
import { useSession } from "../parts/use_site";
import { site } from "../record/site";
import { ScreensSheet } from "../staff/screens_sheet";
import { StaffSheet } from "../staff/staff_sheet";
import { LookAndLanguage } from "./look_and_language";
import { RegisterScreen } from "./register_screen";
import { SoundTest } from "./sound_test";

export function ScreenSheet({ onClose }: { onClose: () => void }) {
  const say = useSay();
  const session = useSession();
  const [shows, setShows] = useState<"staff" | "screens" | null>(null);
  const isPlanning = ["planning_house/capacity", "planning_house/studies"].includes(PAGES[routeNow().page].folder);
  const leave = async () => {
    const reply = await site.signOut();
    if (!reply.ok) tell("problem.unreachable", { tone: "due" });
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
            {pageNames.map((page) => {
              const { way } = PAGES[page];
              return way && <button key={page} className="button" onClick={() => go(plainRoute(page))}>{say(way)}</button>;
            })}
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
