// Whether codes are covered: on every tablet, as the site says, or on this one alone.
import { useBoard } from "./use_site";
import { Store, useStore } from "../record/store";

/** This screen alone is covered: the site did not answer, or does not know how. */
export const coveredHere = new Store<boolean>(false);

export function useCovered(): boolean {
  const here = useStore(coveredHere);
  return useBoard()?.covered === true || here;
}
