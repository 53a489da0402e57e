// The planners' pages in Spanish: what is marked as English there is a document's own words, to the letter, and nothing that the program says.
import { expect, test, type Tablet } from "./site";
import { PATIENCE, rested } from "./study";

test.describe.configure({ timeout: 240_000 });

/** All texts of an answer but the program's own sentences, which are named in `said`, and a list's also one after the other, as a page may write them. */
function wordsOf(value: unknown): string[] {
  if (typeof value === "string") return [value];
  if (Array.isArray(value)) return [...value.flatMap(wordsOf), value.filter((one) => typeof one === "string").join(" ")];
  if (value === null || typeof value !== "object") return [];
  const said = Object.keys((value as { said?: object }).said ?? {});
  return Object.entries(value).flatMap(([key, inner]) => (key === "said" || said.includes(key) ? [] : wordsOf(inner)));
}

async function ask(tablet: Tablet, path: string): Promise<unknown> {
  const answer = await tablet.page.request.get(`${tablet.site.url}/api/v1${path}`);
  expect(answer.ok(), `${path}: ${answer.status()}`).toBe(true);
  return answer.json();
}

async function documents(tablet: Tablet, ...paths: string[]): Promise<string> {
  const all: unknown[] = [];
  for (const path of paths) all.push(await ask(tablet, path));
  return all.flatMap(wordsOf).join("\n").replace(/\s+/g, " ");
}

/** Every piece of text that is marked as English and is none of the documents'. */
async function englishOf(tablet: Tablet, known: string): Promise<string[]> {
  const marked = await tablet.page.evaluate(() => {
    const found: string[] = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const within = node.parentElement!;
      if (within.closest("[lang]")!.getAttribute("lang") !== "en") continue;
      if (within.closest(".seen b")) continue; // a figure from the field, written as the English sentence beside it
      found.push(node.textContent!.replace(/\s+/g, " ").trim());
    }
    return found;
  });
  expect(marked.length).toBeGreaterThan(0); // else nothing was looked at
  return [...new Set(marked)].filter((text) => /\p{L}/u.test(text) && !known.includes(text.replace(/\.$/, ""))); // a full stop ends a document's words where they have none
}

test("a plan, its brief and every goal", async ({ newTablet }) => {
  const tablet = await newTablet({ signedIn: "manager", language: "es" });
  const { page } = tablet;
  const known = await documents(tablet, "/plans/connecticut");
  for (const query of ["", "goal=person_visits", "goal=cost_per_death", "goal=worst_group"]) {
    await page.goto(`${tablet.site.url}/#/plan${query && `?${query}`}`);
    const answer = page.locator(".plan-answer");
    await expect(answer).toHaveAttribute("data-fresh", "true", PATIENCE);
    await expect(answer).toHaveAttribute("data-drawn", "true", PATIENCE);
    expect(await englishOf(tablet, known), query).toEqual([]);
    await expect(page.locator(".plan-naive-says")).toContainText(/Si se tomaran los lugares con más muertes pasadas|Aquí el modelo no aporta nada|algún grupo queda fuera/);
  }
  await page.goto(`${tablet.site.url}/#/plan/brief`);
  await expect(page.locator(".plan-brief")).toBeVisible(PATIENCE);
  expect(await englishOf(tablet, known)).toEqual([]);
});

test("the shelf, a study with all its analyses and where its figures come from, its note, and two side by side", async ({ newTablet }) => {
  const tablet = await newTablet({ signedIn: "manager", language: "es" });
  const { page } = tablet;
  const shelf = (await ask(tablet, "/studies")) as { id: string; kind: string }[];
  const known = await documents(tablet, "/studies", ...shelf.map((one) => `/studies/${one.id}`));
  await page.goto(`${tablet.site.url}/#/studies`);
  await expect(page.locator(".shelf-list > li")).toHaveCount(shelf.length, PATIENCE);
  expect(await englishOf(tablet, known)).toEqual([]);
  for (const { id, kind } of shelf) {
    await page.goto(`${tablet.site.url}/#/studies/${id}`);
    if (kind === "study") await rested(tablet);
    else await expect(page.locator(".study-head")).toBeVisible(PATIENCE);
    expect(await englishOf(tablet, known), id).toEqual([]);
    if (kind !== "study") continue;
    await page.goto(`${tablet.site.url}/#/studies/${id}/note`);
    await expect(page.locator(".note-parts section").first()).toBeVisible(PATIENCE);
    expect(await englishOf(tablet, known), `${id}, note`).toEqual([]);
  }
  await page.goto(`${tablet.site.url}/#/studies/baltimore`);
  await rested(tablet);
  await page.locator(".more-analyses summary").click();
  await expect(page.locator(".more-analyses .plot").first()).toBeVisible(PATIENCE);
  await page.locator("[data-row] .figure-link").first().click();
  await expect(page.getByRole("dialog")).toBeVisible();
  expect(await englishOf(tablet, known)).toEqual([]);
  await page.goto(`${tablet.site.url}/#/studies/compare?a=${shelf[0]!.id}&b=baltimore`);
  await expect(page.locator(".compare tbody").first()).toBeVisible(PATIENCE);
  expect(await englishOf(tablet, known), "compared").toEqual([]);
});

test("a floor's figures, with what each of them rests on", async ({ newTablet }) => {
  const tablet = await newTablet({ signedIn: "manager", language: "es" });
  const { page } = tablet;
  const scenarios = (await ask(tablet, "/scenarios")) as { name: string }[];
  const known = await documents(tablet, "/scenarios", ...scenarios.map((one) => `/scenarios/${one.name}`));
  await page.goto(`${tablet.site.url}/#/capacity`);
  await expect(page.locator(".assumption-table tbody tr").first()).toBeVisible(PATIENCE);
  await expect(page.locator(".assumption-table")).toContainText("mitad central de");
  expect(await englishOf(tablet, known)).toEqual([]);
});
