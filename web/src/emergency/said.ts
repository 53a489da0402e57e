// How the protocol's own sentences are shown: which of them is the headline, and which say the same thing.

/** Where the protocol opens a sentence in capitals, these are its headline, to be read from two metres. */
export function split(sentence: string): { head: string; rest: string } {
  const found = /^((?:[\p{Lu}¿?¡!, ]{6,}[.:!?]\s*)+)(.*)$/u.exec(sentence);
  if (!found) return { head: "", rest: sentence };
  return { head: found[1]!.trim().replace(/[.:]$/, ""), rest: found[2]! };
}

/** Sentences that ask for one and the same thing: the one that matters most speaks for all. */
export function groupOf(sentence: string): string {
  if (sentence.startsWith("decide_")) return "decide";
  if (sentence.startsWith("call_ems")) return "call_ems";
  return sentence.startsWith("compressions") ? "compressions" : sentence;
}
