// A demonstration or training site says so on every page and every print; so does what is only simulated.
import { useSay } from "../catalogue/catalogue";
import { PAGES } from "../pages";
import { useRoute } from "./route";
import { useBoard, useSession } from "./use_site";
import "./watermark.css";

/** The word in the head of a page. */
export function KindOfSite() {
  const say = useSay();
  const kind = useKind();
  if (kind === null) return null;
  return <span className="kind-of-site tone-breathe">{say(`kind.${kind}`)}</span>;
}

function useKind(): "demonstration" | "training" | null {
  const session = useSession();
  const board = useBoard();
  const kind = session?.site.kind ?? board?.site.kind;
  return kind === "demonstration" || kind === "training" ? kind : null;
}

/** Behind the cards, and over every print. */
export function Watermark() {
  const say = useSay();
  const site = useKind();
  const kind = PAGES[useRoute().page].simulates ? "simulation" : site;
  if (kind === null) return null;
  return (
    <div className="watermark">
      <span aria-hidden="true">{say(`kind.${kind}`)}</span>
    </div>
  );
}
