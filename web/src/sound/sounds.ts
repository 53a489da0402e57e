// Everything that this screen can sound, made with WebAudio: no file, no network.
//
// Only these sound: an emergency opened, the look after a dose, nobody acknowledges, a look overdue (one soft chime), the metronome.
// While the metronome runs only the look after a dose and another emergency do, as one short tone between two beats.
// Browsers keep a page silent until somebody taps it: `armed` says so, and a silent screen says it in words.
import { Store } from "../record/store";

export type Sound = "emergency_opened" | "look_after_dose" | "not_acknowledged" | "look_overdue" | "test";

export const armed = new Store<boolean>(false);

let context: AudioContext | null = null;
let nextBeatAt: number | null = null; // of the audio clock; null: no metronome
let lastBeatAt = 0;
let quietUntil = 0;

/** Call from a tap. */
export function armSound(): void {
  try {
    context ??= new AudioContext();
    void context.resume().then(() => armed.set(context?.state === "running"));
    context.onstatechange = () => armed.set(context?.state === "running");
  } catch {
    armed.set(false);
  }
}

function tone(at: number, hertz: number, seconds: number, loudness: number, shape: OscillatorType = "sine", glideTo?: number): void {
  if (!context) return;
  const voice = context.createOscillator();
  const gain = context.createGain();
  voice.type = shape;
  voice.frequency.setValueAtTime(hertz, at);
  if (glideTo !== undefined) voice.frequency.linearRampToValueAtTime(glideTo, at + seconds);
  gain.gain.setValueAtTime(0, at);
  gain.gain.linearRampToValueAtTime(loudness, at + Math.min(0.03, seconds / 4));
  gain.gain.linearRampToValueAtTime(0, at + seconds);
  voice.connect(gain).connect(context.destination);
  voice.start(at);
  voice.stop(at + seconds + 0.02);
}

const tunes: Record<Sound, (at: number) => void> = {
  emergency_opened: (at) => {
    for (let i = 0; i < 3; i++) {
      tone(at + i * 0.5, 880, 0.2, 0.5, "triangle");
      tone(at + i * 0.5 + 0.22, 660, 0.2, 0.5, "triangle");
    }
  },
  not_acknowledged: (at) => {
    for (let i = 0; i < 4; i++) {
      tone(at + i * 0.36, 988, 0.26, 0.6, "triangle");
    }
  },
  look_after_dose: (at) => {
    tone(at, 587, 0.3, 0.45);
    tone(at + 0.34, 784, 0.5, 0.45);
  },
  look_overdue: (at) => tone(at, 523, 1.2, 0.22),
  test: (at) => {
    tone(at, 523, 0.25, 0.35);
    tone(at + 0.28, 659, 0.25, 0.35);
    tone(at + 0.56, 784, 0.45, 0.35);
  },
};

const metronomeAllows: ReadonlySet<Sound> = new Set(["emergency_opened", "look_after_dose"]);

export function play(sound: Sound): void {
  if (!context || context.state !== "running") return;
  const now = context.currentTime;
  if (nextBeatAt !== null) {
    if (!metronomeAllows.has(sound) || now < quietUntil) return;
    // One short tone half way to the next beat.
    const between = Math.max(now, lastBeatAt + (nextBeatAt - lastBeatAt) / 2);
    tone(between, sound === "emergency_opened" ? 1175 : 784, 0.16, 0.45, "triangle");
    quietUntil = between + 0.3;
    return;
  }
  if (now < quietUntil && sound !== "emergency_opened") return;
  tunes[sound](now + 0.02);
  quietUntil = now + 1.5;
}

/** A breath rises softly over a second; a compression is a short knock. Sounds `inMs` from now, to the millisecond. */
export function playBeat(kind: "breaths" | "compressions", periodMs: number, inMs: number): void {
  if (!context || context.state !== "running") return;
  const at = context.currentTime + Math.max(0, inMs) / 1000;
  lastBeatAt = at;
  nextBeatAt = at + periodMs / 1000;
  if (kind === "breaths") tone(at, 294, 0.9, 0.4, "sine", 440);
  else tone(at, 180, 0.09, 0.7, "square", 120);
}

export function metronomeStopped(): void {
  nextBeatAt = null;
}
