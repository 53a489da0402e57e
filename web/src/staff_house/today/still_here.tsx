// Somebody was marked as gone and was still here: inside again, on the seat they had if it is free.
import { useSay } from "../../catalogue/catalogue";
import { send } from "../../parts/send";
import { tell } from "../../parts/tell";

export function StillHere({ visit }: { visit: string }) {
  const say = useSay();
  const back = async () => {
    if (await send("undo_leaving", { visit })) tell("today.inside_again");
  };
  return (
    <button className="button" onClick={() => void back()}>
      {say("today.still_here")}
    </button>
  );
}
