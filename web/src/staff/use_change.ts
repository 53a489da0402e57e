// One change on its way: busy while it is asked, and what is wrong with it, beside the field that is.
import { useState } from "react";
import type { Reply } from "../api/http";
import type { KnownStaff } from "../api/types";
import { useSay, wordKey, type Key } from "../catalogue/catalogue";
import { lastPart } from "../parts/send";
import { site } from "../record/site";

const FIELDS = ["label", "staff", "role", "pin", "password"] as const;
export type FieldName = (typeof FIELDS)[number];
export type Wrong = { field: FieldName | null; key: Key };
/** What became of it; `label`: whose. */
export type Done = (everybody: KnownStaff[], told: Key, label: string) => void;

export function useChange() {
  const say = useSay();
  const [busy, setBusy] = useState(false);
  const [wrong, setWrong] = useState<Wrong | null>(null);
  /** Null: it was not done, and `wrong` says why. */
  const change = async (request: () => Promise<Reply<KnownStaff[]>>): Promise<KnownStaff[] | null> => {
    if (busy) return null;
    setBusy(true);
    setWrong(null);
    const reply = await request();
    setBusy(false);
    if (reply.ok) return reply.value;
    setWrong(wrongOf(reply.status, reply.problem.type, reply.problem.field));
    // Signed out, or only by PIN any more: the sheet asks again.
    if (reply.status === 401 || reply.status === 403) void site.askSession();
    return null;
  };
  const of = (field: FieldName | null): string | null => (wrong !== null && wrong.field === field ? say(wrong.key) : null);
  return { busy, change, wrong, setWrong, of };
}

function wrongOf(status: number, type: string, field: string | undefined): Wrong {
  const named = FIELDS.find((one) => one === field) ?? null;
  // Nobody knows whether it was done: the list tells.
  if (status === 0) return { field: null, key: "staff.no_answer" };
  if (named !== null && lastPart(type) === "bad-input") return { field: named, key: `staff.wrong_${named}` };
  return { field: named, key: wordKey("problem", lastPart(type), "problem.other") };
}
