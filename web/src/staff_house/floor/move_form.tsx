// Another seat: free ones only, by room.
import type { Board, Person } from "../../api/types";
import { useSay } from "../../catalogue/catalogue";
import { seatInWords } from "../../parts/words";
import { takeSeat } from "./take_seat";

export function MoveForm({ person, board, onDone, onBack }: { person: Person; board: Board; onDone: () => void; onBack: () => void }) {
  const say = useSay();
  const free = board.seats.filter((seat) => seat.kind !== "toilet" && seat.state !== "cleaning" && seat.visits.length < seat.capacity && seat.seat !== person.seat);
  const move = (seat: number) => {
    onDone();
    takeSeat(person, seat);
  };
  return (
    <section>
      <h3 className="heading">{say("person.where_to")}</h3>
      {free.length === 0 && <p>{say("person.no_seat_free")}</p>}
      <div className="places">
        {free.map((seat) => (
          <button key={seat.seat} className="button" onClick={() => move(seat.seat)}>
            {seatInWords(seat, say)}
          </button>
        ))}
      </div>
      <p className="row">
        <button className="button plain" onClick={onBack}>
          {say("common.back")}
        </button>
      </p>
    </section>
  );
}
