// How the protocol's own sentences are shown: which of them is the headline, and which say the same thing.
import type { Playbook } from "../../api/types";

/** The protocol's sentences in this language; where it has none, its English ones. */
export function sentencesIn(playbook: Playbook, language: string): Readonly<Record<string, string>> {
  return playbook.sentences[language] ?? playbook.sentences.en ?? {};
}

const RELEASE_ITEMS = ["walks", "spo2", "breaths", "heart", "temperature", "awake"];

/** The items of the release check, in the order of the act's bits, each in the words (and with the figures) of the protocol in force;
 *  none where this screen never had a protocol. */
export function releaseItems(playbook: Playbook, language: string): { item: string; words: string | null }[] {
  const sentences = sentencesIn(playbook, language);
  return (playbook.choices.release_check ?? RELEASE_ITEMS).map((item) => ({ item, words: sentences[`release_${item}`] || null }));
}

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
