// Short sentences at the foot of the page: what was done, with its undo, or who won.
import { useEffect } from "react";
import { useSay, type Key, type Values } from "../catalogue/catalogue";
import { Store, useStore } from "../record/store";
import { Shape, type Tone } from "./shapes";

interface Toast {
  number: number;
  key: Key;
  values: Values;
  tone: Tone;
  undo: (() => void) | null;
}

const toasts = new Store<readonly Toast[]>([]);
let last = 0;
const SHOWN_MS = 9_000;
const SHOWN_MAX = 3;

export function tell(key: Key, options: { values?: Values; tone?: Tone; undo?: () => void } = {}): void {
  const toast: Toast = { number: ++last, key, values: options.values ?? {}, tone: options.tone ?? "well", undo: options.undo ?? null };
  toasts.set([...toasts.get(), toast].slice(-SHOWN_MAX));
}

function dismiss(number: number): void {
  toasts.set(toasts.get().filter((toast) => toast.number !== number));
}

export function Toasts() {
  const shown = useStore(toasts);
  return (
    <div className="toasts no-print" role="status" aria-live="polite">
      {shown.map((toast) => (
        <OneToast key={toast.number} toast={toast} />
      ))}
    </div>
  );
}

function OneToast({ toast }: { toast: Toast }) {
  const say = useSay();
  useEffect(() => {
    const timer = setTimeout(() => dismiss(toast.number), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [toast.number]);
  return (
    <div className={`toast ${toast.tone}`}>
      <span className={`tone-${toast.tone}`}>
        <Shape tone={toast.tone} />
      </span>
      <span className="grow">{say(toast.key, toast.values)}</span>
      {toast.undo && (
        <button
          className="button quiet"
          onClick={() => {
            toast.undo?.();
            dismiss(toast.number);
          }}
        >
          {say("common.undo")}
        </button>
      )}
      <button className="button plain" onClick={() => dismiss(toast.number)}>
        {say("common.ok")}
      </button>
    </div>
  );
}
