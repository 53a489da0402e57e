// What a study is on paper: the fiscal note, and the study itself.
import { expect, test } from "./site";
import { answer, evaluated, openStudy, PATIENCE } from "./study";

test.describe.configure({ timeout: 240_000 });

test("the fiscal note prints alone on one or two pages, and can be cited", async ({ newTablet }) => {
  const tablet = await newTablet({ signedIn: "manager" });
  const { page } = tablet;
  await openStudy(tablet, "clients=1500");
  await page.getByRole("link", { name: "Fiscal note" }).click();
  const note = page.locator(".fiscal-note");
  await expect(note.getByRole("heading", { name: "This year's cash, by payer" })).toBeVisible(PATIENCE);
  await expect(note).toContainText("2,100 1,500");
  const { document_digest, version } = await evaluated(tablet, []);
  await expect(note.locator("footer")).toContainText(`baltimore ${document_digest}, Alongside ${version}, seed 1, 50000 draws, clients=1500`);
  await page.emulateMedia({ media: "print" });
  await expect(note).toBeVisible();
  for (const hidden of [".page-head", ".side-list", ".emergency-button"]) await expect(page.locator(hidden)).toBeHidden();
  const printed = await page.pdf({ format: "Letter" });
  expect([1, 2]).toContain(printed.toString("latin1").match(/\/Type\s*\/Page\b/g)!.length);
});

test("printed, a study is its answer, plots and figures, without what only a hand can use", async ({ newTablet }) => {
  const tablet = await newTablet({ signedIn: "manager" });
  const { page } = tablet;
  await openStudy(tablet);
  await page.emulateMedia({ media: "print" });
  await expect(answer(tablet)).toBeVisible();
  await expect(page.locator("figure.plot svg").first()).toBeVisible();
  await expect(page.locator(".contested input").first()).toBeHidden();
  await expect(page.locator(".emergency-button")).toBeHidden();
  await expect(page.locator(".beside-acts")).toBeHidden();
});
