// What no page may do to the hand or the eye: cover a control, cut its words, scroll sideways, or make it too small to hit.
import type { Page } from "@playwright/test";
import { expect } from "@playwright/test";

export interface Measures {
  /** Only what stands in this part of the page is measured. */
  within?: string;
  /** The least width and height of a control, in CSS px. */
  smallest?: number;
}

/** Every control that is shown: in view it can be hit at its middle, its words are whole, and the page never scrolls sideways.
 *  Under an open sheet the page rests: what the sheet and its veil cover is not measured. */
export async function expectNothingCutOrCovered(page: Page, where: string, measures: Measures = {}): Promise<void> {
  expect(await complaints(page, measures), where).toEqual([]);
}

function complaints(page: Page, { within = "body", smallest = 0 }: Measures): Promise<string[]> {
  return page.evaluate(
    ({ within, smallest }) => {
      const slack = 1; // px: boxes are rounded
      const found: string[] = [];
      const sideways = document.documentElement.scrollWidth - document.documentElement.clientWidth;
      if (sideways > 0) found.push(`the page scrolls sideways by ${sideways} px`);
      const root = document.querySelector(within);
      const controls = [...(root?.querySelectorAll<HTMLElement>("button, a[href], input, select, textarea, summary, [role=button]") ?? [])];
      if (controls.length === 0) found.push("no control was found to measure");
      const scrolled = [...document.querySelectorAll("*")]
        .filter((one) => one.scrollHeight > one.clientHeight || one.scrollWidth > one.clientWidth)
        .map((one) => ({ one, top: one.scrollTop, left: one.scrollLeft }));
      for (const control of controls) {
        if (!control.checkVisibility({ checkVisibilityCSS: true, checkOpacity: true })) continue;
        const name = `"${(control.textContent || control.getAttribute("aria-label") || control.tagName).trim().replace(/\s+/g, " ").slice(0, 60)}"`;
        control.scrollIntoView({ block: "center", inline: "center", behavior: "instant" });
        const box = control.getBoundingClientRect();
        if (box.width <= 1 && box.height <= 1) continue; // for the ear only
        const top = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
        if (top && !control.contains(top) && top.closest(".sheet-veil, [role=dialog]") && !control.closest("[role=dialog]")) continue;
        if (!top || !(control.contains(top) || control.closest("label")?.contains(top))) {
          found.push(`${name} is covered by ${top ? `${top.tagName.toLowerCase()}.${top.getAttribute("class") ?? ""} "${(top.textContent ?? "").slice(0, 40)}"` : "nothing that is in view"}`);
        }
        if (box.left < -slack || box.right > innerWidth + slack) found.push(`${name} stands out of the window, from ${box.left} to ${box.right}`);
        for (const part of [control, ...control.querySelectorAll<HTMLElement>("*")]) {
          if (part.closest("svg, .visually-hidden") || getComputedStyle(part).display.startsWith("inline")) continue;
          if (part.scrollWidth > part.clientWidth + slack) found.push(`${name} is cut: ${part.scrollWidth} px wide in ${part.clientWidth}`);
          else if (part.scrollHeight > part.clientHeight + slack && getComputedStyle(part).overflowY !== "visible") found.push(`${name} is cut: ${part.scrollHeight} px high in ${part.clientHeight}`);
        }
        if (Math.round(box.width) < smallest || Math.round(box.height) < smallest) found.push(`${name} is ${box.width} by ${box.height}, under ${smallest}`);
      }
      for (const { one, top, left } of scrolled) one.scrollTo({ top, left, behavior: "instant" });
      return found;
    },
    { within, smallest },
  );
}
