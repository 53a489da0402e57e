// What was noted of a use was not so: said again, whole. Taken back, it is as it was noted before.
import { useState } from "react";
import type { Board, Visit } from "../../api/types";
import { useSay } from "../../catalogue/catalogue";
import { timeOfDay } from "../../clock/format";
import { sendAndSee, takeBack, type WhyNot } from "../../parts/send";
import { tell } from "../../parts/tell";
import { useSession } from "../../parts/use_site";
import { language } from "../../record/preferences";
import { FormEnd } from "./form_end";
import { WhatAndHow, type Use } from "./what_and_how";

export function CorrectUse({ visit, use: before, floor, onDone, onBack }: {
  visit: string;
  use: Visit["uses"][number];
  floor: Board["floor"];
  onDone: () => void;
  onBack: () => void;
}) {
  const say = useSay();
  const zone = useSession()?.site.zone ?? "UTC";
  const [use, setUse] = useState<Use>({ substances: before.substances, route: before.route });
  const [busy, setBusy] = useState(false);
  const [why, setWhy] = useState<WhyNot | null>(null);
  const correct = async () => {
    if (busy) return;
    setBusy(true);
    const which = { visit, use: before.use };
    const undo = takeBack("correct_use", { ...which, substances: before.substances, route: before.route });
    const refused = await sendAndSee("correct_use", [{ ...which, ...use }], () => tell("use.corrected", { undo }));
    setBusy(false);
    setWhy(refused);
    if (!refused) onDone();
  };
  return (
    <section className="stack">
      <h3 className="title">{say("use.correct_of", { at: timeOfDay(before.began, zone, language.get()) })}</h3>
      <WhatAndHow floor={floor} use={use} onUse={setUse} />
      <FormEnd words={say("use.record_correction")} busy={busy} why={why} onGo={() => void correct()} onBack={onBack} />
    </section>
  );
}
