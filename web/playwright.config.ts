// The pages in Debian's Chromium, against the real program (ALONGSIDE_BIN, default build/release/alongside): one site a test.
import { defineConfig } from "@playwright/test";
import { existsSync } from "node:fs";

// Without windows, tabs and toolbars, which a test never sees, a page is up in half the time.
const chromium = ["/usr/bin/chromium-headless-shell", "/usr/bin/chromium"].find((path) => existsSync(path));

export default defineConfig({
  testDir: "tests/browser",
  timeout: 240_000, // a page that axe reads a dozen times, on a machine that builds something else meanwhile
  expect: { timeout: 10_000 },
  fullyParallel: true,
  workers: 2,
  reporter: "list",
  use: {
    actionTimeout: 30_000, // a control that cannot be tapped says so long before its test gives up
    browserName: "chromium",
    viewport: { width: 1280, height: 800 },
    locale: "en-US",
    launchOptions: {
      executablePath: process.env.CHROMIUM ?? chromium,
      args: [
        "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
        "--disable-component-update", "--disable-sync",
      ],
    },
  },
});
