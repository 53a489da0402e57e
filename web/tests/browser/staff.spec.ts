import AxeBuilder from "@axe-core/playwright";
import { picture } from "./measure";
import { expect, MANAGER, test, type Tablet } from "./site";

const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

test.use({ kind: "training" });

/** Nothing that axe names, nothing wider than the screen. */
async function seen(tablet: Tablet, name: string): Promise<void> {
  await tablet.page.waitForTimeout(250);
  await picture(tablet.page, name);
  const { violations } = await new AxeBuilder({ page: tablet.page }).withTags(RULES).analyze();
  expect(violations.map((one) => `${name}: ${one.id}: ${one.nodes.map((node) => node.html).join(" | ")}`)).toEqual([]);
  const sideways = await tablet.page.evaluate(() => {
    const body = document.querySelector(".sheet-body");
    return Math.max(document.documentElement.scrollWidth - document.documentElement.clientWidth, body ? body.scrollWidth - body.clientWidth : 0);
  });
  expect(sideways, name).toBeLessThanOrEqual(0);
}

/** A registered screen with the manager at the Staff sheet; `tap`: the labels on the way there. */
async function atStaff(tablet: Tablet, way = ["manager", "Who signs in here"]): Promise<void> {
  await tablet.post("/sign-in", { staff: MANAGER.staff, pin: MANAGER.pin });
  await tablet.page.reload();
  await tablet.page.locator(".welcome-button").waitFor();
  await tablet.page.locator(".page-head").getByRole("button", { name: way[0]!, exact: true }).click();
  await tablet.page.getByRole("dialog").getByRole("button", { name: way[1]! }).click();
}

async function prove(tablet: Tablet): Promise<void> {
  await tablet.page.locator("input[name=password]").fill(MANAGER.password);
  await tablet.page.locator("input[name=password]").press("Enter");
  await expect(tablet.page.locator("#staff-add")).toBeVisible();
}

const nurse = { staff: "nurse-7", label: "nurse 7", role: "nurse", pin: "7777" };

/** Somebody added by the program's own interface, at a screen of their own. */
async function addNurse(tablet: Tablet): Promise<void> {
  await tablet.post("/sign-in", { staff: MANAGER.staff, password: MANAGER.password });
  await tablet.post("/staff", nurse);
  await tablet.post("/sign-out", {});
}

test("a manager adds somebody with the keyboard alone, and they sign in", async ({ newTablet }) => {
  const tablet = await newTablet();
  const { page } = tablet;
  await atStaff(tablet);
  const sheet = page.getByRole("dialog");
  await expect(sheet.getByText("a PIN is not enough")).toBeVisible();
  await expect(tablet.button("Add somebody")).toHaveCount(0);
  await seen(tablet, "1-prove");
  await page.locator("input[name=password]").fill("not this one");
  await page.locator("input[name=password]").press("Enter");
  await expect(sheet.getByRole("alert").filter({ hasText: "not right" })).toBeVisible();
  await expect(page.locator("input[name=password]")).toHaveValue("");
  await seen(tablet, "2-prove-wrong");
  await prove(tablet);
  await expect(sheet.getByText("Only you sign in here so far.")).toBeVisible();
  await seen(tablet, "3-alone");

  await tablet.button("Add somebody").focus();
  await page.keyboard.press("Enter");
  await expect(page.getByLabel("What screens call them")).toBeFocused();
  await page.keyboard.type("Nurse Siete 7");
  await expect(page.getByLabel("Sign-in name")).toHaveValue("nurse-siete-7");
  await page.getByLabel("Sign-in name").fill("nurse 7");
  await page.keyboard.press("Enter");
  await expect(page.getByLabel("Sign-in name")).toBeFocused();
  await expect(sheet.getByText("and no space")).toBeVisible();
  await seen(tablet, "4-add-wrong-name");
  await page.getByLabel("Sign-in name").fill("manager");
  await tablet.button("nurse").click();
  await page.getByLabel("PIN", { exact: true }).fill("7777");
  await page.keyboard.press("Enter");
  await expect(sheet.getByText("Somebody has, or had, this sign-in name.")).toBeVisible();
  await page.getByLabel("Sign-in name").fill("nurse-7");
  await tablet.button("manager").last().click();
  await expect(page.getByLabel("Password", { exact: true })).toBeVisible();
  await seen(tablet, "5-add-manager");
  await sheet.getByRole("button", { name: "nurse", exact: true }).click();
  await expect(page.getByLabel("Password", { exact: true })).toHaveCount(0);
  for (const secret of await page.locator("input[name]").all()) await expect(secret).toHaveAttribute("autocomplete", "new-password");
  await page.getByLabel("PIN", { exact: true }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByText("Nurse Siete 7 can sign in now.")).toBeVisible();
  await expect(tablet.button("Add somebody")).toBeFocused();
  await seen(tablet, "6-list");
  const kept = await page.evaluate(() => JSON.stringify({ ...localStorage }) + JSON.stringify({ ...sessionStorage }));
  expect(kept).not.toContain("7777");
  expect(kept).not.toContain(MANAGER.password);

  // The sheet is closed: nobody finds this screen with a manager's rights on it.
  await page.keyboard.press("Escape");
  await expect(page.getByText("Who is here?")).toBeVisible();
  await page.getByRole("button", { name: /^Nurse Siete 7/ }).click();
  for (const digit of "7777") await tablet.button(digit).click();
  await tablet.button("Enter").click();
  await expect(tablet.button("Welcome someone")).toBeVisible();
  await page.locator(".page-head").getByRole("button", { name: "Nurse Siete 7" }).click();
  await expect(tablet.button("Who signs in here")).toHaveCount(0);
});

test("whoever is ended is out at once on the tablet in their hand", async ({ newTablet }) => {
  const tablet = await newTablet();
  const other = await newTablet();
  await addNurse(tablet);
  await other.post("/sign-in", { staff: nurse.staff, pin: nurse.pin });
  await other.page.reload();
  await expect(other.button("Welcome someone")).toBeVisible();
  await atStaff(tablet);
  await prove(tablet);
  await tablet.button("End: nurse 7").click();
  const sheet = tablet.page.getByRole("dialog");
  await expect(sheet.getByText("signed out on every screen at once")).toBeVisible();
  await seen(tablet, "7-end");
  await sheet.getByRole("button", { name: "Back" }).click();
  await expect(tablet.button("End: nurse 7")).toBeFocused();
  await tablet.page.waitForTimeout(700);
  await tablet.button("End: nurse 7").click();
  // The second tap of two, wherever it lands, ends nobody for ever.
  await tablet.page.locator("form .staff-go").evaluate((go: HTMLElement) => go.click());
  await expect(tablet.button("End nurse 7")).toBeVisible();
  await tablet.page.waitForTimeout(700); // no double tap: what came under the finger waits
  await tablet.button("End nurse 7").click();
  await expect(sheet.getByText("Work here no longer")).toBeVisible();
  await seen(tablet, "8-ended");
  await expect(other.page.getByText("Who is here?")).toBeVisible();
  await expect(other.page.getByRole("button", { name: /^nurse 7/ })).toHaveCount(0);

  await tablet.button("End: manager").click();
  await expect(sheet.getByText("You cannot end yourself")).toBeVisible();
  await expect(tablet.button("End manager")).toHaveCount(0);
  await seen(tablet, "9-not-oneself");
});

test("who is responsible for the open floor hands over first", async ({ newTablet }) => {
  const tablet = await newTablet();
  await addNurse(tablet);
  await tablet.post("/sign-in", { staff: nurse.staff, pin: nurse.pin });
  const staff = (await (await tablet.context.request.get(`${tablet.site.url}/api/v1/staff`)).json()) as { staff: string; number: number }[];
  const { number } = staff.find((one) => one.staff === nurse.staff)!;
  await tablet.post("/commands", [{ id: "0192f6a0-7c3e-7d11-9a43-2c5e0d7b8f11", command: "open_floor", age_ms: 0, responsible: number }]);
  expect((await tablet.board()).floor.open).toBe(true);
  await atStaff(tablet);
  await prove(tablet);
  await expect(tablet.page.getByText("responsible now")).toBeVisible();
  await tablet.button("End: nurse 7").click();
  await expect(tablet.page.getByText("Hand the floor over first")).toBeVisible();
  await expect(tablet.button("End nurse 7")).toHaveCount(0);
  await seen(tablet, "10-responsible");
});

test("a new PIN and one's own new password hold at once", async ({ newTablet }) => {
  const tablet = await newTablet();
  const { page } = tablet;
  await addNurse(tablet);
  await atStaff(tablet);
  await prove(tablet);
  await tablet.button("New PIN: nurse 7").click();
  await expect(page.getByLabel("PIN", { exact: true })).toBeFocused();
  await page.keyboard.type("12");
  await page.keyboard.press("Enter");
  await expect(page.getByText("A PIN has 4 to 12 digits.")).toBeVisible();
  await seen(tablet, "11-pin-wrong");
  await page.getByLabel("PIN", { exact: true }).fill("8888");
  await tablet.button("Show: PIN").click();
  await expect(page.getByLabel("PIN", { exact: true })).toHaveAttribute("type", "text");
  await page.waitForTimeout(700); // no double tap
  await tablet.button("Keep it").click();
  await expect(page.getByText("nurse 7 has a new PIN.")).toBeVisible();
  await page.waitForTimeout(700);
  await tablet.button("New password: manager").click();
  await page.getByLabel("Password", { exact: true }).fill("another long one");
  await page.keyboard.press("Enter");
  await expect(page.getByText("manager has a new password.")).toBeVisible();
  await expect(tablet.button("Add somebody")).toBeVisible();
  await tablet.post("/sign-in", { staff: nurse.staff, pin: "8888" });
  await tablet.post("/sign-in", { staff: MANAGER.staff, password: "another long one" });
});

test("what the site said before the password was in, come late, throws nobody out", async ({ newTablet }) => {
  const tablet = await newTablet();
  const { page } = tablet;
  await atStaff(tablet);
  // The sign-in of before has ended, the new one's answer is on its way; the page asks who is here and hears: nobody.
  let asked = 0;
  let onItsWay = false;
  await page.route("**/api/v1/session", async (route) => {
    const answer = await route.fetch();
    if (!onItsWay) return route.fulfill({ response: answer });
    asked++;
    return route.fulfill({ json: { ...((await answer.json()) as object), staff: null, by_password: false } });
  });
  await page.route("**/api/v1/sign-in", async (route) => {
    onItsWay = true;
    const answer = await route.fetch();
    await page.waitForTimeout(1_500);
    onItsWay = false;
    await route.fulfill({ response: answer });
  });
  await prove(tablet);
  await tablet.button("New password: manager").click();
  await page.getByLabel("Password", { exact: true }).fill("another long one");
  await page.waitForTimeout(700); // no double tap
  await page.keyboard.press("Enter");
  await expect(page.getByText("manager has a new password.")).toBeVisible();
  await expect(page.locator("#staff-add")).toBeVisible();
  expect(asked).toBe(0);
  // With the sheet, its rights end.
  await page.keyboard.press("Escape");
  await expect(page.getByText("Who is here?")).toBeVisible();
});

for (const [name, options] of [
  ["a phone in Spanish", { width: 390, height: 844, language: "es" }],
  ["text at twice its size", { width: 640, height: 400 }],
  ["dim, in Spanish", { theme: "dim", language: "es" }],
] as const) {
  test(`the Staff sheet is whole on ${name}`, async ({ newTablet }) => {
    const tablet = await newTablet(options);
    const { page } = tablet;
    const es = "language" in options;
    await addNurse(tablet);
    await atStaff(tablet, ["manager", es ? "Quién inicia sesión aquí" : "Who signs in here"]);
    await seen(tablet, `${name}-1-prove`);
    await prove(tablet);
    await seen(tablet, `${name}-2-list`);
    await page.locator("#staff-add").click();
    await page.getByRole("button", { name: es ? "gerencia" : "manager", exact: true }).last().click();
    await page.locator(".staff-go").click();
    await seen(tablet, `${name}-3-add`);
    await page.locator(".staff-go").scrollIntoViewIfNeeded();
    await seen(tablet, `${name}-4-add-foot`);
    await page.locator(".sheet-head .button").click();
    await page.getByRole("button", { name: es ? "Dar de baja: nurse 7" : "End: nurse 7" }).click();
    await seen(tablet, `${name}-5-end`);
    await page.waitForTimeout(700);
    await page.locator(".staff-go").click();
    await expect(page.locator(".staff-card.gone")).toBeVisible();
    await seen(tablet, `${name}-6-ended`);
  });
}

test("the Screens sheet is whole, on a tablet and with text at twice its size", async ({ newTablet }) => {
  const tablet = await newTablet();
  const { page } = tablet;
  await atStaff(tablet, ["manager", "The site’s screens"]);
  await page.locator("input[name=password]").fill(MANAGER.password);
  await page.locator("input[name=password]").press("Enter");
  await expect(page.getByRole("dialog").getByText("floor tablet 1")).toBeVisible();
  await seen(tablet, "screens-1-list");
  await page.setViewportSize({ width: 640, height: 400 });
  await seen(tablet, "screens-2-twice");
});

test.describe("a demonstration", () => {
  test.use({ kind: "demo" });
  test("says that its people are invented, and changes none", async ({ newTablet }) => {
    const tablet = await newTablet();
    await atStaff(tablet);
    await expect(tablet.page.getByText("are invented")).toBeVisible();
    await expect(tablet.page.locator(".staff-card")).toHaveCount(5);
    await expect(tablet.page.getByRole("dialog").getByRole("button", { name: /End|New|Add/ })).toHaveCount(0);
    await seen(tablet, "12-demonstration");
  });
});
