// In whose way numbers are written. Spanish here is that of the United States, Mexico and Puerto Rico: a point before the decimals, as on the
// number pad, on a vial and on a thermometer. Plain "es" would write Spain's comma, and 0.4 mg beside 35,0 °C is read wrong.
import type { Language } from "../record/preferences";

export const numbersOf = (language: Language): string => (language === "es" ? "es-US" : language);
