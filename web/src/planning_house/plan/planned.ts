// What the page of a plan and its brief are given.
import type { PlanDocument } from "../../api/types";
import type { AskState } from "./asking";
import type { Choice } from "./choice";

export interface Planned {
  document: PlanDocument;
  choice: Choice;
  state: AskState;
  query: string;
  onChange: (choice: Choice) => void;
  onAgain: () => void;
}
