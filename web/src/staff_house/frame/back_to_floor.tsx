// The left column of a page that is not the floor: the way back.
import { useSay } from "../../catalogue/catalogue";
import { go } from "../../parts/route";

export function BackToFloor() {
  const say = useSay();
  return (
    <button className="welcome-button" onClick={() => go({ page: "floor" })}>
      {say("welcome.back_to_floor")}
    </button>
  );
}
