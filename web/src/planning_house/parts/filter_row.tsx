// Above a list of figures: words to look for, a choice of kinds, and how many are shown for who cannot see it.
import { useSay } from "../../catalogue/catalogue";
import "./filter_row.css";

export function FilterRow<Kind extends string>({ words, onWords, kinds, kind, kindWords, onKind, found }: {
  words: string;
  onWords: (words: string) => void;
  kinds: readonly Kind[];
  kind: Kind;
  kindWords: (kind: Kind) => string;
  onKind: (kind: Kind) => void;
  found: number;
}) {
  const say = useSay();
  return (
    <>
      <div className="row no-print">
        <label className="field grow filter">
          <span className="visually-hidden">{say("capacity.filter")}</span>
          <input type="search" value={words} placeholder={say("capacity.filter")} onChange={(event) => onWords(event.target.value)} />
        </label>
        <div className="chips" role="group" aria-label={say("capacity.filter_kind")}>
          {kinds.map((one) => (
            <button key={one} className="chip small" aria-pressed={kind === one} onClick={() => onKind(one)}>{kindWords(one)}</button>
          ))}
        </div>
      </div>
      <p className="visually-hidden" role="status">{say("capacity.found", { n: found })}</p>
    </>
  );
}
