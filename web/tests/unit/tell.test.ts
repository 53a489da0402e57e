import { beforeEach, expect, test, vi } from "vitest";
import { dismiss, mention, tell, told, TOLD_MS } from "../../src/parts/tell";

beforeEach(() => {
  vi.useFakeTimers();
  told.set(null);
});

test("what was done can be taken back for ten seconds, and is quiet then", () => {
  tell("look.recorded", { undo: () => {} });
  vi.advanceTimersByTime(TOLD_MS - 1);
  expect(told.get()?.key).toBe("look.recorded");
  expect(told.get()?.undo).not.toBeNull();
  vi.advanceTimersByTime(1);
  expect(told.get()).toBeNull();
  expect(TOLD_MS).toBe(10_000);
});

test("what was not done stays until somebody has read it", () => {
  tell("refused.not_here", { tone: "due" });
  vi.advanceTimersByTime(3_600_000);
  expect(told.get()?.key).toBe("refused.not_here");
  dismiss(told.get()!);
  expect(told.get()).toBeNull();
});

test("the next thing done replaces it, and keeps its own ten seconds", () => {
  tell("look.recorded");
  vi.advanceTimersByTime(9_000);
  tell("person.left_told");
  vi.advanceTimersByTime(9_000);
  expect(told.get()?.key).toBe("person.left_told");
});

test("what nobody here did takes no refusal and no way back away", () => {
  tell("person.left_told", { undo: () => {} });
  mention("saved.back");
  expect(told.get()?.key).toBe("person.left_told");
  told.set(null);
  mention("saved.back");
  expect(told.get()?.key).toBe("saved.back");
});
