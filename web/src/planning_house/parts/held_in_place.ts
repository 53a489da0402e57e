// A slider that is being dragged stays under its pointer, whatever grows or shrinks above it: what scrolls is moved by as much.
//
// Some browsers do so by themselves (scroll anchoring), tablets' often do not. Where nothing is left to scroll it cannot help: words beside a slider keep
// their room (kept_room.tsx).
import type { PointerEvent } from "react";

export function holdInPlace(event: PointerEvent<HTMLInputElement>): void {
  const slider = event.currentTarget;
  const scroller = scrollerOf(slider);
  const top = slider.getBoundingClientRect().top;
  let frame = requestAnimationFrame(hold);
  function hold(): void {
    const moved = slider.getBoundingClientRect().top - top;
    if (Math.abs(moved) >= 1) scroller.scrollTop += moved;
    frame = requestAnimationFrame(hold);
  }
  const end = () => {
    cancelAnimationFrame(frame);
    for (const over of ENDS) removeEventListener(over, end, true);
  };
  for (const over of ENDS) addEventListener(over, end, true);
}

const ENDS = ["pointerup", "pointercancel"] as const;

function scrollerOf(element: HTMLElement): Element {
  for (let one = element.parentElement; one; one = one.parentElement) {
    if (one.scrollHeight > one.clientHeight && /auto|scroll/.test(getComputedStyle(one).overflowY)) return one;
  }
  return document.scrollingElement ?? document.documentElement;
}
