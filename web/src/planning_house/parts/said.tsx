// A sentence of the program's in the reader's language. In English, and marked so, only where this page is older than the program and does not know it.
import { Fragment } from "react";
import type { SaidSentence } from "../../api/types";
import { useSay } from "../../catalogue/catalogue";
import { language } from "../../record/preferences";
import { useStore } from "../../record/store";
import { saidParts } from "./said_words";

/** `english`: as the program prints it; `said`: what that is made of. */
export function Said({ english, said }: { english: string; said: readonly SaidSentence[] | undefined }) {
  const say = useSay();
  const spoken = useStore(language);
  const parts = said ? saidParts(said, spoken, say) : null;
  if (parts === null) return <span lang="en">{english}</span>;
  return <>{parts.map((part, i) => (part.quoted ? <span key={i} lang="en">{part.words}</span> : <Fragment key={i}>{part.words}</Fragment>))}</>;
}
