// What the protocol says now, in its own sentences.
import { useSay, wordKey } from "../../catalogue/catalogue";
import { Shape } from "../../parts/shapes";
import { noPlaybook } from "../../playbook/no_playbook";
import { language } from "../../record/preferences";
import { useStore } from "../../record/store";
import { groupOf, sentencesIn, split } from "./said";
import type { Scene } from "./scene";
import "./said_now.css";

const SAID_MAX = 3;

/** The protocol's own sentences, what matters most first, each once, with the profile they come from. */
export function Said({ scene, now }: { scene: Scene; now: number }) {
  const say = useSay();
  const spoken = useStore(language);
  const source = scene.playbook === noPlaybook ? "" : say("emergency.source", { name: scene.playbook.profile, version: scene.playbook.version });
  const sentences = sentencesIn(scene.playbook, spoken);
  const groups = new Set<string>();
  const said = scene.closed
    ? []
    : scene.asked.said.filter((one) => one.from <= now && sentences[one.sentence] && !groups.has(groupOf(one.sentence)) && groups.add(groupOf(one.sentence)));
  const [first, ...rest] = said;
  if (scene.closed) return <div className="said well">{say("emergency.closed_now")}</div>;
  if (!first) return <div className="said-none" />;
  return (
    <section className={`said ${first.tone}`} tabIndex={0} aria-label={say("emergency.protocol_says")}>
      <div aria-live="polite">
      <p className="said-head">
        <Shape tone={first.tone} /> {split(sentences[first.sentence]!).head || say(headline(first.sentence))}
      </p>
      <p className="said-text">
        {split(sentences[first.sentence]!).rest} <span className="said-source">{source}</span>
      </p>
      {rest.slice(0, SAID_MAX - 1).map((one) => (
        <p key={one.sentence} className={`said-more tone-${one.tone}`}>
          <Shape tone={one.tone} /> <span>{sentences[one.sentence]}</span>
        </p>
      ))}
      </div>
    </section>
  );
}

/** What stands in capitals over a sentence that does not bring its own. */
function headline(sentence: string) {
  return wordKey("headline", groupOf(sentence), "headline.other");
}
