// A demonstration or training site says so on every page and every print.
import { useSay } from "../catalogue/catalogue";
import { useBoard, useSession } from "./use_site";

export function Watermark() {
  const say = useSay();
  const session = useSession();
  const board = useBoard();
  const kind = session?.site.kind ?? board?.site.kind;
  if (kind !== "demonstration" && kind !== "training") return null;
  return (
    <div className="watermark">
      <span aria-hidden="true">{say(kind === "demonstration" ? "kind.demonstration" : "kind.training")}</span>
      <span className="visually-hidden">{say(kind === "demonstration" ? "kind.demonstration" : "kind.training")}</span>
    </div>
  );
}
