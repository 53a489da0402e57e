// What stands in for the protocol on a screen that has never had one: the acts are taken, and nothing is lit. Of a look it
// knows only that nobody who does not wake or does not breathe may wait for a protocol.
import type { Playbook } from "../api/types";

export const noPlaybook: Playbook = {
  name: "", profile: "", version: 0, signed: false, emergency_number: "",
  undo_ms: 10_000, like_dose_ms: 0, look_after_unsaid_ms: 180_000, started_earlier_minutes: [1, 2, 5],
  looks: [
    { means: "respond", field: "responds", low: 4, high: 4, unless: null },
    { means: "respond", field: "breaths", low: 1, high: 1, unless: null },
  ],
  facts: [], effects: [], bands: [], counts: [], rules: [], tiles: [], choices: {}, products: [], release: null, sentences: {},
};
