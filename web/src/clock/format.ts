// How times are written: clocks tabular, minutes and seconds; never a negative one.

/** 134000 -> "2:14"; from an hour on "1:02:14". */
export function clock(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const minutes = Math.floor(seconds / 60);
  const two = (n: number) => String(n).padStart(2, "0");
  if (minutes < 60) return `${minutes}:${two(seconds % 60)}`;
  return `${Math.floor(minutes / 60)}:${two(minutes % 60)}:${two(seconds % 60)}`;
}

/** Seconds left until `ms`, rounded up, so that it says 1 until it is over. */
export function secondsLeft(ms: number): number {
  return Math.max(0, Math.ceil(ms / 1000));
}

/** Wall time at the site, as 14:07. */
export function timeOfDay(ms: number, zone: string, language: string): string {
  return new Intl.DateTimeFormat(language, { hour: "2-digit", minute: "2-digit", hour12: false, timeZone: zone }).format(ms);
}

export function dayInWords(ms: number, zone: string, language: string): string {
  return new Intl.DateTimeFormat(language, { weekday: "short", day: "numeric", month: "short", timeZone: zone }).format(ms);
}

/** A day of any year, as 3 Nov 2026. */
export function dateInWords(ms: number, zone: string, language: string): string {
  return new Intl.DateTimeFormat(language, { day: "numeric", month: "short", year: "numeric", timeZone: zone }).format(ms);
}
