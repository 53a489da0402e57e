// Short names for the contract's schemas (contract.d.ts is generated from docs/openapi.yaml by `npm run types`).
import type { components } from "./contract";

type Schemas = components["schemas"];
export type Session = Schemas["Session"];
export type StaffMember = Schemas["StaffMember"];
export type Device = Schemas["Device"];
export type Head = Schemas["Head"];
export type Board = Schemas["Board"];
export type Seat = Board["seats"][number];
export type SeatKind = Seat["kind"];
export type Person = Schemas["Person"];
export type NextItem = Schemas["NextItem"];
export type Alarm = Schemas["Alarm"];
export type Act = Schemas["Act"];
export type ActKind = Act["act"];
export type Vitals = Schemas["Vitals"];
export type Emergency = Schemas["Emergency"];
export type Visit = Schemas["Visit"];
export type Playbook = Schemas["Playbook"];
export type Rule = Playbook["rules"][number];
export type Command = Schemas["Command"];
export type CommandAnswer = Schemas["CommandAnswer"];
export type Problem = Schemas["Problem"];
