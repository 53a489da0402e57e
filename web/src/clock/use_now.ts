// The site's time as a React value that moves on by itself, at the pace a page needs.
import { useEffect, useState } from "react";
import { siteClock } from "./site_clock";

export function useNow(everyMs = 500): number {
  const [now, setNow] = useState(() => siteClock.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(siteClock.now()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return now;
}
