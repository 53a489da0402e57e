// How this screen likes to be read.
import { useSay } from "../catalogue/catalogue";
import { chooseLanguage, chooseTheme, language, theme } from "../record/preferences";
import { useStore } from "../record/store";

export function LookAndLanguage() {
  const say = useSay();
  const themeNow = useStore(theme);
  const languageNow = useStore(language);
  return (
    <section className="row">
      <div className="chips" role="group" aria-label={say("screen.theme")}>
        <button className="chip" aria-pressed={themeNow === "light"} onClick={() => chooseTheme("light")}>{say("screen.light")}</button>
        <button className="chip" aria-pressed={themeNow === "dim"} onClick={() => chooseTheme("dim")}>{say("screen.dim")}</button>
      </div>
      <div className="chips" role="group" aria-label={say("screen.language")}>
        <button className="chip" lang="en" aria-pressed={languageNow === "en"} onClick={() => chooseLanguage("en")}>English</button>
        <button className="chip" lang="es" aria-pressed={languageNow === "es"} onClick={() => chooseLanguage("es")}>Español</button>
      </div>
    </section>
  );
}
