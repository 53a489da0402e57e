// Requests to the site's own server. A refusal of the network is a value, like every other answer.
import type { CapacityDay, CapacityResult, CapacityScenario, CapacitySetting, Command, CommandAnswer, KnownStaff, NewStaff, Plan, PlanDocument, PlanRequest, Problem, Session, StaffMember, StudyChange, StudyDocument, StudyEvaluation, StudyOnShelf, TodaysVisit, Visit, Device, Playbook } from "./types";

const TIMEOUT_MS = 8_000;
const SIMULATION_TIMEOUT_MS = 180_000; // low priority on a busy site

export type Reply<T> = { ok: true; value: T } | { ok: false; status: number; problem: Problem };

/** Status 0: nobody answered. */
async function call<T>(method: "GET" | "POST", path: string, body?: unknown, patience: { ms: number; signal?: AbortSignal } = { ms: TIMEOUT_MS }): Promise<Reply<T>> {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), patience.ms);
  patience.signal?.addEventListener("abort", () => stop.abort(), { once: true });
  try {
    const response = await fetch(`/api/v1${path}`, {
      method,
      signal: stop.signal,
      credentials: "same-origin",
      cache: "no-store",
      headers: body === undefined ? { accept: "application/json" } : { accept: "application/json", "content-type": "application/json" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (response.ok) return { ok: true, value: (text === "" ? undefined : JSON.parse(text)) as T };
    return { ok: false, status: response.status, problem: readProblem(text, response.status) };
  } catch {
    return { ok: false, status: 0, problem: { type: "/problems/unreachable", title: "", status: 0 } };
  } finally {
    clearTimeout(timer);
  }
}

function readProblem(text: string, status: number): Problem {
  try {
    const problem = JSON.parse(text) as Problem;
    if (typeof problem.type === "string") return problem;
  } catch {
    // not a problem document: a proxy's page, or nothing
  }
  return { type: "/problems/unknown", title: "", status };
}

export const getSession = () => call<Session>("GET", "/session");
export const getStaff = () => call<StaffMember[]>("GET", "/staff");
export const getEverybody = () => call<KnownStaff[]>("GET", "/staff/everybody");
export const addStaff = (somebody: NewStaff) => call<KnownStaff[]>("POST", "/staff", somebody);
export const endStaff = (number: number) => call<KnownStaff[]>("POST", `/staff/${number}/end`, {});
export const givePin = (number: number, pin: string) => call<KnownStaff[]>("POST", `/staff/${number}/pin`, { pin });
export const givePassword = (number: number, password: string) => call<KnownStaff[]>("POST", `/staff/${number}/password`, { password });
export const getProtocol = () => call<Playbook>("GET", "/protocol");
export const getVisit = (visit: string) => call<Visit>("GET", `/visits/${encodeURIComponent(visit)}`);
export const getTodaysVisits = () => call<{ visits: TodaysVisit[] }>("GET", "/visits");
export const getHandles = () => call<{ offers: string[] }>("GET", "/handles");
export type CodeKnown = { known: boolean; inside: boolean; warning: "looks_like_a_name" | "looks_like_a_number" | "looks_like_a_date" | null };
export const checkHandle = (code: string) => call<CodeKnown>("POST", "/handles/check", { code });
export const signIn = (staff: string, secret: { pin: string } | { password: string }) =>
  call<Session>("POST", "/sign-in", { staff, ...secret });
export const acceptCharge = (staff: string, pin: string) => call<void>("POST", "/charge", { staff, pin });
export const signOut = () => call<Session>("POST", "/sign-out", {});
export const registerDevice = (label: string) => call<Session>("POST", "/devices", { label });
export const getDevices = () => call<Device[]>("GET", "/devices");
export const revokeDevice = (number: number) => call<Device[]>("POST", `/devices/${number}/revoke`, {});
export const coverScreens = (covered: boolean) => call<void>("POST", "/cover", { covered });
export const sendCommands = (commands: Command[]) => call<CommandAnswer[]>("POST", "/commands", commands);

export interface ScenarioName {
  name: string;
  title: string;
  about: string;
}
export interface SimulationRequest {
  scenario: string;
  settings: readonly CapacitySetting[];
  seed: number;
}
export const getScenarios = () => call<ScenarioName[]>("GET", "/scenarios");
export const getScenario = (name: string) => call<CapacityScenario>("GET", `/scenarios/${encodeURIComponent(name)}`);
export const postCapacity = (request: SimulationRequest & { replications: number }, signal: AbortSignal) =>
  call<CapacityResult>("POST", "/capacity", request, { ms: SIMULATION_TIMEOUT_MS, signal });
export const postCapacityDay = (request: SimulationRequest & { replicate: number; day: number }, signal: AbortSignal) =>
  call<CapacityDay>("POST", "/capacity/day", request, { ms: SIMULATION_TIMEOUT_MS, signal });

export interface StudyRequest {
  study: string;
  changes: readonly StudyChange[];
  draws: number;
  seed: number;
  with: readonly ("tornado" | "information" | "break_even" | "acceptability")[];
}
export const getStudies = () => call<StudyOnShelf[]>("GET", "/studies");
export const getStudy = (name: string) => call<StudyDocument>("GET", `/studies/${encodeURIComponent(name)}`);
export const postStudyEvaluate = (request: StudyRequest, signal: AbortSignal) =>
  call<StudyEvaluation>("POST", "/studies/evaluate", request, { ms: SIMULATION_TIMEOUT_MS, signal });

export const getPlan = (name: string) => call<PlanDocument>("GET", `/plans/${encodeURIComponent(name)}`);
export const postPlan = (request: PlanRequest, signal: AbortSignal) => call<Plan>("POST", "/plans/make", request, { ms: SIMULATION_TIMEOUT_MS, signal });
