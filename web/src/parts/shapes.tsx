// The four shapes: colour is never alone. Circle: well. Triangle: due. Square: now. Ring: breathe, information.
import "./shapes.css";

export type Tone = "well" | "due" | "now" | "breathe";

export function Shape({ tone }: { tone: Tone }) {
  return (
    <svg className="shape" viewBox="0 0 16 16" aria-hidden="true" focusable="false">
      {tone === "well" && <circle cx="8" cy="8" r="7" />}
      {tone === "due" && <path d="M8 1.2 15.4 15H.6Z" />}
      {tone === "now" && <rect x="1" y="1" width="14" height="14" />}
      {tone === "breathe" && <path fillRule="evenodd" d="M8 .8a7.2 7.2 0 1 1 0 14.4A7.2 7.2 0 0 1 8 .8Zm0 3.4a3.8 3.8 0 1 0 0 7.6 3.8 3.8 0 0 0 0-7.6Z" />}
    </svg>
  );
}
