// How the page is built: hash-named files, nothing inline (the server's policy forbids inline script, style and data: fonts), and
// a service worker that knows the names of all of them.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import react from "@vitejs/plugin-react";
import { feature } from "topojson-client";
import type { GeometryCollection, Topology } from "topojson-specification";
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

/** No byte of a planner's page is among what a floor's screen fetches first: neither Floor nor Emergency waits for it. */
function keepPlanningApart(): Plugin {
  return {
    name: "keep-planning-apart",
    generateBundle(_options, bundle) {
      const first = new Set(["index", "sw"].flatMap((name) => Object.values(bundle).filter((one) => one.type === "chunk" && one.isEntry && one.name === name).map((one) => one.fileName)));
      for (const name of first) {
        const chunk = bundle[name];
        if (chunk?.type !== "chunk") continue;
        chunk.imports.forEach((one) => first.add(one));
        const strange = chunk.moduleIds.find((one) => one.includes("/planning_house/"));
        if (strange) throw new Error(`${strange} is in ${name}, which every screen fetches: it may be reached only through app.tsx`);
      }
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

/** `virtual:connecticut`: one state's outline of us-atlas (US Census Bureau), so that the other 55 are not fetched by anybody. */
function cutOutOneState(): Plugin {
  const file = new URL("node_modules/us-atlas/states-10m.json", import.meta.url).pathname;
  const id = `\0${file}?connecticut`; // the folder in it brings the data's licence along
  return {
    name: "cut-out-one-state",
    resolveId: (name) => (name === "virtual:connecticut" ? id : undefined),
    load(asked) {
      if (asked !== id) return undefined;
      const atlas = JSON.parse(readFileSync(file, "utf8")) as Topology<{ states: GeometryCollection<{ name: string }> }>;
      const found = feature(atlas, atlas.objects.states).features.find((one) => one.properties.name === "Connecticut");
      if (!found) throw new Error("us-atlas has no Connecticut");
      return { code: `export default ${JSON.stringify(found.geometry)};`, moduleType: "js" };
    },
  };
}

export default defineConfig({
  plugins: [react(), cutOutOneState(), keepPlanningApart(), shipFontLicense(), shipLicenses(), listFilesInServiceWorker()],
  build: {
    outDir: "dist",
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: { index: "index.html", sw: "src/service_worker.ts" },
      output: {
        entryFileNames: (chunk) => (chunk.name === "sw" ? "sw.js" : "assets/[name]-[hash].js"),
        chunkFileNames: (chunk) => `assets/${/\/(\w+)\/page\.tsx$/.exec(chunk.facadeModuleId ?? "")?.[1] ?? "[name]"}-[hash].js`, // a page's is called as its folder
      },
    },
  },
  server: { proxy: { "/api": "http://127.0.0.1:8480" } },
  test: { include: ["tests/unit/**/*.test.{ts,tsx}"] },
});
