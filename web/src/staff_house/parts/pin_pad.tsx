// The pad for a shift PIN: at sign-in, and where somebody takes charge of the floor. Digits come from the pad or the keyboard.
import { useEffect, useRef, useState } from "react";
import { useSay } from "../../catalogue/catalogue";
import "./pin_pad.css";

const PIN_MAX = 12;

/** What is typed on a keyboard anywhere on the page. */
export function useKeys(press: (key: string) => void): void {
  useEffect(() => {
    const key = (event: KeyboardEvent) => {
      if (event.target instanceof HTMLButtonElement && event.key === "Enter") return;
      press(event.key);
    };
    document.addEventListener("keydown", key);
    return () => document.removeEventListener("keydown", key);
  });
}

/** `onPin` says why the PIN was not taken, or nothing; `back`: what the way back is called. */
export function PinPad({ onPin, back, onBack }: { onPin: (pin: string) => Promise<string>; back: string; onBack: () => void }) {
  const say = useSay();
  const [pin, setPin] = useState("");
  const [wrong, setWrong] = useState("");
  const [busy, setBusy] = useState(false);
  const typed = useRef<HTMLDivElement>(null);
  const submit = async () => {
    if (pin === "" || busy) return;
    setBusy(true);
    const why = await onPin(pin);
    setBusy(false);
    setPin("");
    setWrong(why);
    if (why !== "") typed.current?.scrollIntoView({ block: "nearest" }); // on a phone the pad may have moved it away
  };
  const press = (digit: string) => {
    setWrong("");
    setPin((before) => (before + digit).slice(0, PIN_MAX));
  };
  const erase = () => setPin((before) => before.slice(0, -1));
  useKeys((key) => {
    if (/^[0-9]$/.test(key)) press(key);
    else if (key === "Backspace") erase();
    else if (key === "Enter") void submit();
  });
  return (
    <div className="pin">
      {/* a tapped digit takes no focus: Enter on the keyboard enters */}
      <div className="pin-pad" role="group" aria-label={say("sign_in.pin")} onMouseDown={(event) => event.preventDefault()}>
        {["1", "2", "3", "4", "5", "6", "7", "8", "9"].map((digit) => (
          <button key={digit} data-each-tap onClick={() => press(digit)}>
            {digit}
          </button>
        ))}
        <button className="word" data-each-tap onClick={erase}>
          {say("sign_in.erase")}
        </button>
        <button data-each-tap onClick={() => press("0")}>0</button>
        <button className="word button main" aria-disabled={pin === ""} onClick={() => void submit()}>
          {say("sign_in.enter")}
        </button>
      </div>
      <div className="stack" ref={typed}>
        <div className="pin-dots" aria-hidden="true">
          {Array.from({ length: Math.max(4, pin.length) }, (_, i) => (
            <i key={i} className={i < pin.length ? "on" : ""} />
          ))}
        </div>
        <p className="visually-hidden" role="status">{say("sign_in.digits", { n: pin.length })}</p>
        <p role="alert" className="tone-now strong">{wrong}</p>
        <div>
          <button className="button quiet" onClick={onBack}>
            {back}
          </button>
        </div>
      </div>
    </div>
  );
}
