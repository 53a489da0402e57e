// What no page may do to the hand or the eye: cover a control, cut its words, scroll sideways, or make it too small to hit.
import type { Page } from "@playwright/test";
import { expect, test } from "@playwright/test";

const PICTURES = process.env.ALONGSIDE_PICTURES; // a folder: each page that is measured is kept there too, to be looked at

/** The page as it is now, under the names of its test and of where it is. */
export async function picture(page: Page, where: string): Promise<void> {
  const plain = (words: string) => words.replace(/[^\p{L}\d]+/gu, "-");
  if (PICTURES) await page.screenshot({ path: `${PICTURES}/${plain(test.info().title)}/${plain(where)}.png` });
}

export interface Measures {
  /** Only what stands in this part of the page is measured. */
  within?: string;
  /** The least width and height of a control, in CSS px. */
  smallest?: number;
}

/** Every control that is shown: in view it can be hit at its middle, its words are whole, and the page never scrolls sideways.
 *  Under an open sheet the page rests: what the sheet and its veil cover is not measured. */
export async function expectNothingCutOrCovered(page: Page, where: string, measures: Measures = {}): Promise<void> {
  await picture(page, where);
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
        if (control.closest("[inert]") || control instanceof SVGElement) continue; // a picture of one; a shape, whose middle may lie outside of it
        const name = `"${(control.textContent || control.getAttribute("aria-label") || control.tagName).trim().replace(/\s+/g, " ").slice(0, 60)}"`;
        control.scrollIntoView({ block: "center", inline: "center", behavior: "instant" });
        const box = control.getBoundingClientRect();
        if (box.width <= 1 && box.height <= 1) continue; // for the ear only
        const line = control.getClientRects()[0]!; // the first of a link that takes two
        const top = document.elementFromPoint(line.x + line.width / 2, line.y + line.height / 2);
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

/** Every control, one after another as the keyboard goes to it: none ends under anything, in part neither. */
export async function expectFocusInSight(page: Page, where: string): Promise<void> {
  const hidden = await page.evaluate(() => {
    const found: string[] = [];
    const controls = [...document.querySelectorAll<HTMLElement>("button, a[href], input, select, textarea, summary")].filter(
      (one) => one.checkVisibility({ checkVisibilityCSS: true, checkOpacity: true }) && !one.closest("[inert]") && one.getBoundingClientRect().height > 1 && !one.matches("[disabled], [tabindex='-1']"),
    );
    for (const control of controls) {
      control.focus();
      if (document.activeElement !== control) continue;
      for (const line of control.getClientRects()) {
        for (const y of [line.top + 3, (line.top + line.bottom) / 2, line.bottom - 3]) {
          const top = document.elementFromPoint(line.left + line.width / 2, y);
          if (!top || !(control.contains(top) || control.closest("label")?.contains(top))) {
            const name = (control.textContent || control.getAttribute("aria-label") || control.id || control.tagName).trim().slice(0, 60);
            found.push(`"${name}" lies under ${top ? `${top.tagName.toLowerCase()}.${top.getAttribute("class") ?? ""}` : "the edge"} at ${Math.round(y)}`);
          }
        }
      }
    }
    (document.activeElement as HTMLElement | null)?.blur();
    return found;
  });
  expect(hidden, where).toEqual([]);
}

/** No two words of one drawing lie on each other. */
export async function expectNoWordsOverprinted(page: Page, where: string): Promise<void> {
  const overprinted = await page.evaluate(() => {
    const slack = 0.5; // px
    const found: string[] = [];
    for (const drawing of document.querySelectorAll("svg")) {
      const words = [...drawing.querySelectorAll("text")]
        .filter((one) => one.textContent !== "" && one.checkVisibility())
        .map((one) => ({ words: one.textContent, box: one.getBoundingClientRect() }));
      words.forEach((a, i) => {
        for (const b of words.slice(i + 1)) {
          const across = Math.min(a.box.right, b.box.right) - Math.max(a.box.left, b.box.left);
          const down = Math.min(a.box.bottom, b.box.bottom) - Math.max(a.box.top, b.box.top);
          if (across > slack && down > slack) found.push(`"${a.words}" and "${b.words}" share ${across.toFixed(1)} by ${down.toFixed(1)} px`);
        }
      });
    }
    return found;
  });
  expect(overprinted, where).toEqual([]);
}
