// Which page is shown: an emergency on any screen that may open one; else sign-in; else where the staff are.
import { lazy, Suspense, useEffect, useRef, type ComponentType } from "react";
import { useSay } from "./catalogue/catalogue";
import { PAGES, type Route } from "./pages";
import { mayOpen, shownTo } from "./parts/roles";
import { go, useRoute } from "./parts/route";
import { mention } from "./parts/tell";
import { useEmergencies, useSession } from "./parts/use_site";
import { Watermark } from "./parts/watermark";
import { site } from "./record/site";
import { useStore } from "./record/store";
import { Alarms } from "./sound/alarms";
import { SignInPage } from "./staff_house/sign_in/sign_in_page";

type PageComponent = ComponentType<{ route: Route }>;

// The folders of pages.ts. Planners read theirs on no tablet of the floor: each is fetched when it is opened.
const staffPages = import.meta.glob<PageComponent>("./staff_house/*/page.tsx", { eager: true, import: "default" });
const planningPages = Object.fromEntries(
  Object.entries(import.meta.glob<{ default: PageComponent }>("./planning_house/*/page.tsx")).map(([file, load]) => [file, lazy(load)]),
);

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
  const astray = role !== undefined && PAGES[route.page].forWhom === "floor_staff" && !mayOpen(role, route.page);
  useEffect(() => {
    if (astray) go(shownTo(role, route)); // an evaluator has no floor
  }, [astray, role, route]);
  useEffect(() => {
    document.title = session ? `${session.site.name} · Alongside` : "Alongside";
  }, [session]);
  if (route.page === "emergency" && screen && (board !== null || emergencies.some((one) => one.key === route.key))) return <PageOf route={route} />;
  if (known === null) return <p className="visually-hidden">{say("floor.waiting_for_site")}</p>;
  if (session === null || session.staff === null) return <SignInPage />;
  return <PageOf route={shownTo(role, route)} />;
}

function PageOf({ route }: { route: Route }) {
  const say = useSay();
  const { folder, loading } = PAGES[route.page];
  const file = `./${folder}/page.tsx`;
  const Here = staffPages[file];
  if (Here) return <Here route={route} />;
  const Fetched = planningPages[file]!;
  return (
    <Suspense fallback={<p className="visually-hidden">{say(loading!)}</p>}>
      <Fetched route={route} />
    </Suspense>
  );
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
