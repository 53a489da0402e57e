// How the page is built: hash-named files, nothing inline (the server's policy forbids inline script, style and data: fonts), and
// a service worker that knows the names of all of them.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import react from "@vitejs/plugin-react";
import type { Plugin } from "vite";
import { defineConfig } from "vitest/config";

/** Writes the list of built files into the service worker, and a version that changes with any of them. */
function listFilesInServiceWorker(): Plugin {
  return {
    name: "list-files-in-service-worker",
    generateBundle(_options, bundle) {
      const worker = bundle["sw.js"];
      if (worker?.type !== "chunk") throw new Error("the service worker was not built");
      const files = Object.keys(bundle).filter((name) => name !== "sw.js" && !name.endsWith(".map") && name !== "index.html");
      const listed = ["/", "/manifest.webmanifest", "/icon.svg", ...files.map((name) => `/${name}`)].sort();
      worker.code = worker.code.replace(/["'`]__FILES__["'`]/, JSON.stringify(listed));
    },
  };
}

/** The font's licence travels with the font. */
function shipFontLicense(): Plugin {
  return {
    name: "ship-font-license",
    generateBundle() {
      const source = readFileSync(new URL("node_modules/@fontsource-variable/inter/LICENSE", import.meta.url), "utf8");
      this.emitFile({ type: "asset", fileName: "inter-license.txt", source });
    },
  };
}

/** So do those of the libraries whose code is in the built files, each once. */
function shipLicenses(): Plugin {
  const folders = new Set<string>();
  return {
    name: "ship-licenses",
    generateBundle(_options, bundle) {
      for (const chunk of Object.values(bundle)) {
        if (chunk.type !== "chunk") continue;
        for (const module of chunk.moduleIds) {
          const folder = /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+/.exec(module)?.[0].replace(/^\0/, "");
          if (folder && existsSync(`${folder}/package.json`)) folders.add(folder);
        }
      }
      const texts = [...folders].sort().map((folder) => {
        const { name, version } = JSON.parse(readFileSync(`${folder}/package.json`, "utf8")) as { name: string; version: string };
        const file = readdirSync(folder).find((one) => /^licen[cs]e/i.test(one));
        if (!file) throw new Error(`${name} has no licence file`);
        return `${name} ${version}\n\n${readFileSync(`${folder}/${file}`, "utf8").trim()}\n`;
      });
      if (texts.length > 0) this.emitFile({ type: "asset", fileName: "licenses.txt", source: texts.join(`\n${"-".repeat(72)}\n\n`) });
    },
  };
}

export default defineConfig({
  plugins: [react(), shipFontLicense(), shipLicenses(), listFilesInServiceWorker()],
  build: {
    outDir: "dist",
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: { index: "index.html", sw: "src/service_worker.ts" },
      output: { entryFileNames: (chunk) => (chunk.name === "sw" ? "sw.js" : "assets/[name]-[hash].js") },
    },
  },
  server: { proxy: { "/api": "http://127.0.0.1:8480" } },
  test: { include: ["tests/unit/**/*.test.{ts,tsx}"] },
});
