// What the sheet offers and checks before it asks. The server decides.
import type { KnownStaff, Role, StaffMember } from "../api/types";
import { mayManage } from "../parts/roles";

export const ROLES: readonly Role[] = ["peer", "nurse", "responder", "manager", "medical_director", "evaluator"];

/** Whoever manages does it by password, and an evaluator has no screen of the floor. */
export const needsPassword = (role: Role): boolean => mayManage(role) || role === "evaluator";
export const hasPassword = (who: KnownStaff): boolean => who.has_password || needsPassword(who.role);

/** A medical director signs the protocol: nobody else comes to have their secrets. */
export const mayGiveSecret = (me: StaffMember, to: Role): boolean => to !== "medical_director" || me.role === "medical_director";

export const isSignInName = (name: string): boolean => /^[A-Za-z0-9._-]{1,40}$/.test(name);
export const isPin = (pin: string): boolean => /^[0-9]{4,12}$/.test(pin);
export const isPassword = (password: string): boolean => new TextEncoder().encode(password).length >= 8;

/** "Enfermera 2" -> "enfermera-2": a sign-in name to begin with. */
export function nameFrom(label: string): string {
  return label.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase().replace(/[^a-z0-9._-]+/g, "-").replace(/^-+|-+$/g, "").slice(0, 40);
}

export type WhyNotEnded = "own_sign_in" | "responsible_now" | "last_manager" | null;

export function whyNotEnded(who: KnownStaff, me: StaffMember, everybody: readonly KnownStaff[], responsible: number | null): WhyNotEnded {
  const manages = (one: KnownStaff) => mayManage(one.role) && one.has_password && !one.ended;
  if (who.number === me.number) return "own_sign_in";
  if (who.number === responsible) return "responsible_now";
  if (manages(who) && !everybody.some((one) => one.number !== who.number && manages(one))) return "last_manager";
  return null;
}
