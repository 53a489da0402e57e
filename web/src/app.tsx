// Which page is shown: an emergency on any screen that may open one; else sign-in; else where the staff are.
import { lazy, Suspense, useEffect, useRef } from "react";
import { useSay } from "./catalogue/catalogue";
import { EmergencyPage } from "./staff_house/emergency/emergency_page";
import { FloorPage } from "./staff_house/floor/floor_page";
import { mayPlan } from "./parts/roles";
import { go, isPlan, isStudies, useRoute } from "./parts/route";
import { mention } from "./parts/tell";
import { useEmergencies, useSession } from "./parts/use_site";
import { Watermark } from "./parts/watermark";
import { site } from "./record/site";
import { useStore } from "./record/store";
import { SignInPage } from "./staff_house/sign_in/sign_in_page";
import { Alarms } from "./sound/alarms";
import { TodayPage } from "./staff_house/today/today_page";
import { VisitPage } from "./staff_house/visit/visit_page";
import { WelcomePage } from "./staff_house/welcome/welcome_page";

// Planners read them, on no tablet of the floor: each is fetched when it is opened.
const CapacityPage = lazy(() => import("./planning_house/capacity/capacity_page"));
const PlanPages = lazy(() => import("./planning_house/plan/plan_pages"));
const StudiesPages = lazy(() => import("./planning_house/studies/studies_pages"));

export function App() {
  return (
    <>
      <Page />
      <Alarms />
      <ConnectionTold />
      <Watermark />
    </>
  );
}

function Page() {
  const route = useRoute();
  const say = useSay();
  const known = useStore(site.session);
  const session = useSession();
  const emergencies = useEmergencies();
  const board = useStore(site.live.board);
  const screen = session === null || session.device !== null || session.staff !== null;
  // A link to an emergency that this floor has never had: after a reload, or an old bookmark.
  const unknown = route.page === "emergency" && board !== null && !emergencies.some((one) => one.key === route.key);
  useEffect(() => {
    if (unknown) go({ page: "floor" });
  }, [unknown]);
  const role = session?.staff?.role;
  const astray = role === "evaluator" && route.page !== "capacity" && !isStudies(route) && !isPlan(route) && route.page !== "emergency";
  useEffect(() => {
    if (astray) go({ page: "capacity" }); // an evaluator has no floor
  }, [astray]);
  useEffect(() => {
    document.title = session ? `${session.site.name} · Alongside` : "Alongside";
  }, [session]);
  if (route.page === "emergency" && screen && (board !== null || emergencies.some((one) => one.key === route.key))) {
    return <EmergencyPage key={route.key} emergencyKey={route.key} />;
  }
  if (known === null) return <p className="visually-hidden">{say("floor.waiting_for_site")}</p>;
  if (session === null || session.staff === null) return <SignInPage />;
  if (isStudies(route) && mayPlan(role)) {
    return (
      <Suspense fallback={<p className="visually-hidden">{say("studies.loading")}</p>}>
        <StudiesPages route={route} />
      </Suspense>
    );
  }
  if (isPlan(route) && mayPlan(role)) {
    return (
      <Suspense fallback={<p className="visually-hidden">{say("plan.loading")}</p>}>
        <PlanPages route={route} />
      </Suspense>
    );
  }
  if ((route.page === "capacity" && mayPlan(role)) || role === "evaluator") {
    return (
      <Suspense fallback={<p className="visually-hidden">{say("capacity.loading")}</p>}>
        <CapacityPage />
      </Suspense>
    );
  }
  if (route.page === "welcome") return <WelcomePage />;
  if (route.page === "today") return <TodayPage />;
  if (route.page === "visit") return <VisitPage visit={route.visit} />;
  return <FloorPage />;
}

/** When the site answers again, and all that waited is saved, it is said once. */
function ConnectionTold() {
  const connected = useStore(site.live.connected);
  const waiting = useStore(site.outbox.unsaved).length;
  const wasAway = useRef(false);
  const ever = useRef(false);
  useEffect(() => {
    if (connected) ever.current = true;
    if (!connected && ever.current) wasAway.current = true;
    if (connected && wasAway.current && waiting === 0) {
      wasAway.current = false;
      mention("saved.back");
    }
  }, [connected, waiting]);
  useEffect(() => {
    // The browser asks before a page is left that holds what is nowhere else.
    const ask = (event: BeforeUnloadEvent) => {
      if (site.outbox.unsaved.get().length > 0) event.preventDefault();
    };
    addEventListener("beforeunload", ask);
    return () => removeEventListener("beforeunload", ask);
  }, []);
  return null;
}
