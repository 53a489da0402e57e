// What a role is offered. The server decides what it may do (src/center/principal.cpp).
import type { Board, StaffMember } from "../api/types";

export const mayManage = (role: string | undefined): boolean => role === "manager" || role === "medical_director";
export const mayPlan = (role: string | undefined): boolean => mayManage(role) || role === "evaluator";

/** The responsible person, or a manager in their place: who hands over, closes the floor and lifts a rest. */
export const isInCharge = (staff: StaffMember | null | undefined, floor: Board["floor"]): boolean =>
  staff != null && (mayManage(staff.role) || floor.responsible?.number === staff.number);
