// A number as somebody types it. Pages write 5,379.5 in both languages, so a comma before three digits groups; before fewer or more it is somebody's
// decimal sign.

/** Null: no number. */
export function typedNumber(text: string): number | null {
  const plain = text.trim().replace(/^−/, "-");
  const grouped = /^-?\d{1,3}(,\d{3})+(\.\d+)?$/.test(plain);
  const read = grouped ? plain.replaceAll(",", "") : plain.replace(",", ".");
  const number = read === "" ? NaN : Number(read);
  return Number.isFinite(number) ? number : null;
}
