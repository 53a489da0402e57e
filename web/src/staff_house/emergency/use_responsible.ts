// Whether whoever is signed in here is in charge of the floor.
import { mayManage } from "../../parts/roles";
import { useBoard, useSession } from "../../parts/use_site";

/** The responsible person, or a manager in their place. */
export function useResponsible(): boolean {
  const responsible = useBoard()?.floor.responsible?.number;
  const staff = useSession()?.staff;
  return staff != null && (staff.number === responsible || mayManage(staff.role));
}
