// Today: whose visit is over and how it ended, the emergencies that are closed, and last, because the floor shows them too, who is inside. Each opens
// its own page; and somebody who was marked as gone, and was still here, is inside again in one tap. No count of anything: participants can see this screen.
import "./page.css";
import type { TodaysVisit } from "../../api/types";
import { useSay } from "../../catalogue/catalogue";
import { BackToFloor } from "../frame/back_to_floor";
import { useCovered } from "../../parts/covered";
import { StaffFrame } from "../frame/staff_frame";
import { useBoard } from "../../parts/use_site";
import { ClosedEmergencies } from "./closed_emergencies";
import { useTodaysVisits } from "./use_todays_visits";
import { VisitRow } from "./visit_row";

export default function TodayPage() {
  const say = useSay();
  const visits = useTodaysVisits();
  const known = useBoard() !== null;
  return (
    <StaffFrame title={say("today.title")} left={<BackToFloor />}>
      <div className="today">
        {visits === null && <p className="soft">{say("floor.waiting_for_site")}</p>}
        {visits === "unreachable" && <p className="soft">{say("visit.cannot_read")}</p>}
        {Array.isArray(visits) && (
          <Visits heading={say("today.over")} nobody={say("today.nobody_over")} visits={visits.filter((one) => one.over !== null)} />
        )}
        {known && <ClosedEmergencies />}
        {Array.isArray(visits) && (
          <Visits heading={say("today.inside")} nobody={say("today.nobody_inside")} visits={visits.filter((one) => one.over === null)} />
        )}
      </div>
    </StaffFrame>
  );
}

function Visits({ heading, nobody, visits }: { heading: string; nobody: string; visits: TodaysVisit[] }) {
  const covered = useCovered();
  return (
    <section>
      <h2 className="heading">{heading}</h2>
      {visits.length === 0 && <p className="soft">{nobody}</p>}
      <ul className="today-list">
        {visits.map((one) => (
          <VisitRow key={one.visit} visit={one} covered={covered} />
        ))}
      </ul>
    </section>
  );
}
