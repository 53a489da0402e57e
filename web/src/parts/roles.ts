// What a role is offered. The server decides what it may do (src/center/principal.cpp).
import type { Board, StaffMember } from "../api/types";
import { pageNames, PAGES, plainRoute, type PageName, type Route } from "../pages";

export const mayManage = (role: string | undefined): boolean => role === "manager" || role === "medical_director";
export const mayPlan = (role: string | undefined): boolean => mayManage(role) || role === "evaluator";
export const hasFloor = (role: string | undefined): boolean => role !== "evaluator";

/** Whether somebody who is signed in is offered a page; an emergency is every screen's, whoever is signed in. */
export function mayOpen(role: string | undefined, page: PageName): boolean {
  const { forWhom } = PAGES[page];
  return forWhom === "planners" ? mayPlan(role) : forWhom === "floor_staff" && hasFloor(role);
}

/** The page that is asked for, or the first that this role is offered. */
export const shownTo = (role: string | undefined, asked: Route): Route =>
  mayOpen(role, asked.page) ? asked : plainRoute(pageNames.find((one) => mayOpen(role, one)) ?? "floor");

/** The responsible person, or a manager in their place: who hands over, closes the floor and lifts a rest. */
export const isInCharge = (staff: StaffMember | null | undefined, floor: Board["floor"]): boolean =>
  staff != null && (mayManage(staff.role) || floor.responsible?.number === staff.number);
