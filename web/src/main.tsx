// The page begins: preferences, the connection to the site, the service worker, and the first page.
import "./styles/tokens.css";
import "./styles/base.css";
import "./styles/page.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./app";
import { guardAgainstDoubleTaps } from "./parts/guard_taps";
import { beginPreferences } from "./record/preferences";
import { site } from "./record/site";
import { armSound } from "./sound/sounds";

beginPreferences();
guardAgainstDoubleTaps();
site.begin();
// Browsers keep a page silent until a tap: the first one on this screen ends that.
addEventListener("pointerdown", () => armSound(), { once: true });
if ("serviceWorker" in navigator) {
  void navigator.serviceWorker.register("/sw.js").catch(() => {}); // a screen on plain http has none, and works without
}

createRoot(document.getElementById("root")!).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
