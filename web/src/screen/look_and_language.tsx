// How this screen likes to be read.
import { useSay } from "../catalogue/catalogue";
import { LANGUAGES, languages } from "../catalogue/languages";
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
        {languages.map((one) => (
          <button key={one} className="chip" lang={one} aria-pressed={languageNow === one} onClick={() => chooseLanguage(one)}>{LANGUAGES[one].name}</button>
        ))}
      </div>
    </section>
  );
}
