// Keeps the page itself and the protocol, so that a registered screen reloads and opens an emergency with the server down.
//
// Kept: the built files (their names carry a hash) and /api/v1/protocol. Never kept: anything about the floor or anybody.
export {};

declare const self: {
  addEventListener(type: "install" | "activate", listener: (event: { waitUntil(work: Promise<unknown>): void }) => void): void;
  addEventListener(type: "fetch", listener: (event: { request: Request; respondWith(answer: Promise<Response>): void }) => void): void;
  skipWaiting(): Promise<void>;
  clients: { claim(): Promise<void> };
  location: Location;
};

const FILES = JSON.parse(JSON.stringify("__FILES__")) as string[]; // written by vite.config.ts
const CACHE = "alongside-page";
const PROTOCOL = "/api/v1/protocol";
const ANSWER_MS = 2_500;

self.addEventListener("install", (event) => event.waitUntil(keepFiles()));
self.addEventListener("activate", (event) => event.waitUntil(dropOldFiles()));
self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== "GET" || url.origin !== self.location.origin) return;
  if (event.request.mode === "navigate") event.respondWith(fromSiteElseKept(event.request, "/", false));
  else if (url.pathname === PROTOCOL) event.respondWith(fromSiteElseKept(event.request, PROTOCOL, true));
  else if (FILES.includes(url.pathname)) event.respondWith(keptElseFromSite(event.request));
});

async function keepFiles(): Promise<void> {
  const cache = await caches.open(CACHE);
  await cache.addAll(FILES.map((file) => new Request(file, { cache: "reload" })));
  const protocol = await fetch(PROTOCOL, { credentials: "same-origin" }).catch(() => null);
  if (protocol?.ok) await cache.put(PROTOCOL, protocol);
  await self.skipWaiting();
}

async function dropOldFiles(): Promise<void> {
  const cache = await caches.open(CACHE);
  const wanted = new Set([...FILES, PROTOCOL]);
  for (const request of await cache.keys()) {
    if (!wanted.has(new URL(request.url).pathname)) await cache.delete(request);
  }
  await self.clients.claim();
}

/** The site's own answer if it comes in time, else what is kept. */
async function fromSiteElseKept(request: Request, kept: string, keep: boolean): Promise<Response> {
  const cache = await caches.open(CACHE);
  const fromSite = fetch(request).then((answer) => {
    if (keep && answer.ok) void cache.put(kept, answer.clone());
    return answer;
  });
  const late = new Promise<null>((resolve) => setTimeout(() => resolve(null), ANSWER_MS));
  const inTime = await Promise.race([fromSite.catch(() => null), late]);
  if (inTime && inTime.status < 500) return inTime;
  return (await cache.match(kept)) ?? fromSite;
}

async function keptElseFromSite(request: Request): Promise<Response> {
  return (await (await caches.open(CACHE)).match(new URL(request.url).pathname)) ?? fetch(request);
}
