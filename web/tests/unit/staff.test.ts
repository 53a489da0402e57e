import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import type { KnownStaff, Role } from "../../src/api/types";
import { isPassword, isSignInName, mayGiveSecret, nameFrom, needsPassword, ROLES, whyNotEnded } from "../../src/staff/staff_rules";

let numbers = 0;
function somebody(role: Role, more: Partial<KnownStaff> = {}): KnownStaff {
  const number = ++numbers;
  return { staff: `s-${number}`, label: `s ${number}`, number, role, has_password: needsPassword(role), ended: false, since: null, ended_at: null, ...more };
}

test("a label offers a sign-in name that the site takes", () => {
  expect(nameFrom("Enfermería 2")).toBe("enfermeria-2");
  expect(nameFrom("  night / peer  ")).toBe("night-peer");
  for (const label of ["nurse 7", "Ñandú", "a".repeat(60), "J. R."]) expect(isSignInName(nameFrom(label)), label).toBe(true);
  expect(nameFrom("夜班")).toBe(""); // then it is typed
});

test("the page asks for a password where the server does", () => {
  const rule = /bool needs_password[^}]*return ([^;]*);/.exec(readFileSync("../src/center/sign_in_rules.cpp", "utf8"))![1]!;
  expect(ROLES.filter(needsPassword)).toEqual([...rule.matchAll(/role == (\w+)/g)].map((found) => found[1]));
});

test("a password is measured in bytes, as the server does", () => {
  expect(isPassword("ñandúes")).toBe(true);
  expect(isPassword("nandues")).toBe(false);
});

test("nobody ends themselves, who is in charge, or the last who manages", () => {
  const me = somebody("manager");
  const nurse = somebody("nurse");
  const ben = somebody("manager");
  const byPin = somebody("manager", { has_password: false });
  const all = [me, nurse, ben, byPin];
  expect(whyNotEnded(me, me, all, null)).toBe("own_sign_in");
  expect(whyNotEnded(nurse, me, all, nurse.number)).toBe("responsible_now");
  expect(whyNotEnded(nurse, me, all, me.number)).toBe(null);
  expect(whyNotEnded(ben, me, all, null)).toBe(null);
  expect(whyNotEnded(ben, { ...me, number: 99 }, [{ ...me, ended: true }, ben, byPin], null)).toBe("last_manager");
});

test("only a medical director gives one a secret", () => {
  const director = somebody("medical_director");
  expect(mayGiveSecret(somebody("manager"), director.role)).toBe(false);
  expect(mayGiveSecret(director, director.role)).toBe(true);
  expect(mayGiveSecret(somebody("manager"), "nurse")).toBe(true);
});
