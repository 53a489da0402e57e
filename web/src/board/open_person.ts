// Whose sheet is open over the floor: one at a time, wherever it was tapped.
import { Store } from "../record/store";

export const openPerson = new Store<{ visit: string } | { seat: number } | null>(null);
