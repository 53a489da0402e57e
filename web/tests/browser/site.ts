// One real site for each test: made, served on a free port, stopped as a power cut stops it (kill -9), started again. And tablets on it.
import { test as base, expect, type Browser, type BrowserContext, type Page } from "@playwright/test";
import { execFileSync, spawn, type ChildProcess } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { Board, Session } from "../../src/api/types";
import type { Language } from "../../src/catalogue/languages";

export const program = resolve(process.env.ALONGSIDE_BIN ?? "../build/release/alongside");

function freePort(): Promise<number> {
  return new Promise((done, failed) => {
    const server = createServer();
    server.once("error", failed);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => (address && typeof address === "object" ? done(address.port) : failed(new Error("no port"))));
    });
  });
}

/** What the program prints at a terminal. */
export const printed = (...args: string[]): string => execFileSync(program, args, { encoding: "utf8" });

/** The first manager of a training site; a demonstration has one who signs in alike. */
export const MANAGER = { staff: "manager", pin: "4444", password: "demonstration" };

/** The figures that a test asks for (docs/report.md has them all). */
interface Report {
  sites: {
    figures: {
      visits: Record<string, unknown>;
      uses: Record<string, unknown>;
      emergencies: Record<string, unknown> & { any_use: { all: { naloxone: { count: number } } } };
      corrections: Record<string, number>;
    };
  }[];
}

/** Sites as they are made, one of each kind for all tests of this process: making one hashes a dozen secrets, and a copy is as good. */
const made = new Map<string, string>();
process.once("exit", () => made.forEach((folder) => rmSync(folder, { recursive: true, force: true })));

function madeOnce(guardrails: string, kind: "demo" | "training"): string {
  const name = `${kind} ${guardrails}`;
  const before = made.get(name);
  if (before) return before;
  const folder = mkdtempSync(join(tmpdir(), "alongside-made-"));
  const of = kind === "demo" ? ["--demo"] : ["--training", "--manager", "manager", "--key-file", join(folder, "key")];
  execFileSync(
    program,
    ["init", join(folder, "site"), "--site", "Harbor Street", "--zone", "America/New_York", "--address", "12 Harbor Street, rear door", "--guardrails", guardrails, ...of],
    { stdio: "pipe", input: `${MANAGER.password}\n${MANAGER.pin}\n` },
  );
  made.set(name, folder);
  return folder;
}

export class Site {
  private served: ChildProcess | null = null;
  private said = "";
  private constructor(private readonly folder: string, readonly port: number, private readonly key: string[]) {}

  /** A training site has one manager, and its staff can be changed. */
  static async make(guardrails = "demonstration", kind: "demo" | "training" = "demo"): Promise<Site> {
    if (!existsSync(program)) throw new Error(`${program} is not built: run script/build release, or set ALONGSIDE_BIN`);
    const folder = mkdtempSync(join(tmpdir(), "alongside-page-"));
    cpSync(madeOnce(guardrails, kind), folder, { recursive: true });
    const site = new Site(folder, await freePort(), kind === "demo" ? [] : ["--key-file", join(folder, "key")]);
    await site.start();
    return site;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  async start(): Promise<void> {
    this.served = spawn(program, ["serve", join(this.folder, "site"), ...this.key, "--port", String(this.port)], { stdio: ["ignore", "pipe", "pipe"] });
    for (const stream of [this.served.stdout!, this.served.stderr!]) stream.on("data", (text: Buffer) => (this.said += text.toString()));
    for (let tries = 0; tries < 300; tries++) {
      if (this.served.exitCode !== null) throw new Error(`the program stopped: ${this.said}`);
      const answer = await fetch(`${this.url}/healthz`).catch(() => null);
      if (answer?.ok) return;
      await new Promise((next) => setTimeout(next, 50));
    }
    throw new Error(`the program does not answer: ${this.said}`);
  }

  /** What `alongside report` says of the site, as it says it beside the running server. */
  report(): Report {
    return JSON.parse(execFileSync(program, ["report", join(this.folder, "site"), ...this.key, "--json"], { encoding: "utf8" })) as Report;
  }

  /** As a power cut does: no goodbye. */
  async kill(): Promise<void> {
    const served = this.served;
    if (!served || served.exitCode !== null || served.signalCode !== null) return;
    const over = new Promise((done) => served.once("exit", done));
    served.kill("SIGKILL");
    await over;
    this.served = null;
  }

  async remove(): Promise<void> {
    await this.kill();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

export class Tablet {
  readonly complaints: string[] = [];
  constructor(readonly site: Site, readonly context: BrowserContext, readonly page: Page) {
    page.on("pageerror", (error) => this.complaints.push(`error: ${error.message}`));
    page.on("console", (message) => {
      if (/Content Security Policy|Content-Security-Policy/i.test(message.text())) this.complaints.push(message.text());
    });
  }

  /** The floor as the site tells it to this tablet. */
  async board(): Promise<Board> {
    const answer = await this.context.request.get(`${this.site.url}/api/v1/board`);
    expect(answer.ok()).toBe(true);
    return (await answer.json()) as Board;
  }

  async post(path: string, data: unknown): Promise<unknown> {
    const answer = await this.context.request.post(`${this.site.url}/api/v1${path}`, { data });
    expect(answer.ok(), `${path}: ${await answer.text()}`).toBe(true);
    const text = await answer.text();
    return text === "" ? undefined : JSON.parse(text);
  }

  /** What somebody of a demonstration types on the pad that is open. */
  async typePin(label: string): Promise<void> {
    const session = (await (await this.context.request.get(`${this.site.url}/api/v1/session`)).json()) as Session;
    const pin = session.demonstration_sign_ins.find((one) => one.label === label)!.pin;
    await this.page.waitForTimeout(700); // no double tap: the pad has come under the finger
    for (const digit of pin) await this.button(digit).click();
    await this.button("Enter").click();
  }

  async signInByPin(label: string): Promise<void> {
    await this.page.getByRole("button", { name: new RegExp(`^${label}`) }).click();
    await this.typePin(label);
    await expect(this.page.getByRole("button", { name: "Welcome someone" })).toBeVisible();
  }

  async saved(): Promise<void> {
    await expect(this.page.locator("[data-saved]").first()).toHaveAttribute("data-saved", "well");
  }

  tile(name: string) {
    return this.page.locator(`[data-tile="${name}"]`);
  }

  button(name: string | RegExp) {
    return this.page.getByRole("button", { name, exact: typeof name === "string" });
  }
}

interface TabletOptions {
  registered?: boolean; // default: yes
  signedIn?: string | null; // a label as "nurse 2"; default: nobody
  language?: Language;
  theme?: "light" | "dim";
  width?: number;
  height?: number;
}

interface Fixtures {
  guardrails: string;
  kind: "demo" | "training";
  site: Site;
  newTablet: (options?: TabletOptions) => Promise<Tablet>;
}

/** As a browser has it where a language is spoken first: en-US, es-ES. */
function localeOf(language: Language): string {
  const { region } = new Intl.Locale(language).maximize();
  return `${language}-${region}`;
}

async function makeTablet(browser: Browser, site: Site, number: number, options: TabletOptions): Promise<Tablet> {
  const context = await browser.newContext({
    locale: localeOf(options.language ?? "en"),
    colorScheme: options.theme === "dim" ? "dark" : "light",
    viewport: { width: options.width ?? 1280, height: options.height ?? 800 },
  });
  const page = await context.newPage();
  const tablet = new Tablet(site, context, page);
  await page.exposeFunction("reportViolation", (what: string) => void tablet.complaints.push(`policy: ${what}`));
  await page.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", (event) => {
      (window as unknown as { reportViolation: (what: string) => void }).reportViolation(`${event.violatedDirective} ${event.blockedURI}`);
    });
  });
  if (options.registered ?? true) {
    await tablet.post("/sign-in", { staff: "manager", password: "demonstration" });
    await tablet.post("/devices", { label: `floor tablet ${number}` });
    await tablet.post("/sign-out", {});
    if (options.signedIn) {
      const session = (await (await context.request.get(`${site.url}/api/v1/session`)).json()) as Session;
      const one = session.demonstration_sign_ins.find((sign) => sign.label === options.signedIn)!;
      await tablet.post("/sign-in", { staff: one.staff, pin: one.pin });
    }
  }
  await page.goto(site.url);
  return tablet;
}

export const test = base.extend<Fixtures>({
  guardrails: ["demonstration", { option: true }],
  kind: ["demo", { option: true }],
  site: async ({ guardrails, kind }, use) => {
    const site = await Site.make(guardrails, kind);
    await use(site);
    await site.remove();
  },
  newTablet: async ({ browser, site }, use) => {
    const tablets: Tablet[] = [];
    await use(async (options = {}) => {
      const tablet = await makeTablet(browser, site, tablets.length + 1, options);
      tablets.push(tablet);
      return tablet;
    });
    // No page error and no report of the content security policy, in any test.
    for (const tablet of tablets) expect(tablet.complaints).toEqual([]);
    for (const tablet of tablets) await tablet.context.close();
  },
});

/** Opens the floor with whoever is signed in, if nobody has. */
export async function openFloor(tablet: Tablet): Promise<void> {
  if ((await tablet.board()).floor.open) return;
  await tablet.button("Open the floor").first().click();
  const sheet = tablet.page.getByRole("dialog");
  await sheet.getByRole("button", { name: "Open the floor" }).click();
  await expect(tablet.page.getByText("The floor is open.")).toBeVisible();
}

/** Somebody comes in, by the program's own interface: no page is under test here. */
export async function welcome(tablet: Tablet, fields: Record<string, unknown>): Promise<string> {
  const [answer] = (await tablet.post("/commands", [{ id: newId(), command: "welcome", age_ms: 0, old_enough: "yes", ...fields }])) as [{ accepted: boolean; visit: string }];
  expect(answer.accepted).toBe(true);
  return answer.visit;
}

let ids = 0;
export function newId(): string {
  return `0192f6a0-7c3e-7d11-9a43-${Date.now().toString(16).padStart(12, "0").slice(-9)}${(ids++ % 4096).toString(16).padStart(3, "0")}`;
}

export { expect };
