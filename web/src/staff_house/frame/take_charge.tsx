// Who is to be in charge of the floor says so with their own PIN, on this screen: nobody is made responsible behind their back.
import { acceptCharge } from "../../api/http";
import type { StaffMember } from "../../api/types";
import { useSay } from "../../catalogue/catalogue";
import { PinPad } from "../parts/pin_pad";
import { signInProblem } from "../../parts/sign_in_problem";
import { useSession } from "../../parts/use_site";
import { SignInsToTry } from "../parts/sign_ins_to_try";

export function TakeCharge({ who, onTaken, onBack }: { who: StaffMember; onTaken: () => void; onBack: () => void }) {
  const say = useSay();
  const session = useSession();
  const accept = async (pin: string) => {
    const reply = await acceptCharge(who.staff, pin);
    if (!reply.ok) return signInProblem(reply.status, reply.problem, say);
    onTaken();
    return "";
  };
  return (
    <section className="stack">
      <h3 className="strong">{say("shift.takes_charge", { who: who.label })}</h3>
      <PinPad onPin={accept} back={say("common.back")} onBack={onBack} />
      {session && <SignInsToTry session={session} pins />}
    </section>
  );
}
