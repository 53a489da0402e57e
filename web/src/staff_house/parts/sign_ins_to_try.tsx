import type { Session } from "../../api/types";
import { useSay, wordKey } from "../../catalogue/catalogue";
import "./sign_ins_to_try.css";

/** A demonstration site says which sign-ins there are to try. */
export function SignInsToTry({ session, pins = false, onTry }: { session: Session; pins?: boolean; onTry?: (staff: string, password: string) => void }) {
  const say = useSay();
  const shown = session.demonstration_sign_ins.filter((one) => (pins ? one.pin : one.password) !== "");
  if (shown.length === 0) return null;
  return (
    <section className="note breathe">
      <h2 className="strong">{say("sign_in.to_try")}</h2>
      <table className="tries">
        <thead>
          <tr>
            <th scope="col">{say("sign_in.name")}</th>
            <th scope="col">{say("sign_in.role")}</th>
            <th scope="col">{say(pins ? "sign_in.pin" : "sign_in.password")}</th>
          </tr>
        </thead>
        <tbody>
          {shown.map((one) => (
            <tr key={one.staff}>
              <td>
                {onTry ? (
                  <button className="button plain" type="button" onClick={() => onTry(one.staff, one.password)}>
                    {one.staff}
                  </button>
                ) : (
                  one.label
                )}
              </td>
              <td>{say(wordKey("role", one.role, "role.peer"))}</td>
              <td className="tabular">{pins ? one.pin : one.password}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
