//! What was held back of a partner's payments, for the partner and for the office.

use maud::{Markup, html};

use crate::business::payments::{Reserve, ReserveState};
use crate::text;
use crate::texts;
use crate::values::{BatchId, Day, Language, Money};
use crate::web::parts::{Column, Empty, Meaning, Row, Table, figure, paragraph, state, table, two_lines};

/// What can be done with a reserve, as the last cell of its row.
pub type Deeds<'d> = &'d dyn Fn(BatchId, &Reserve) -> Markup;

/// The reserves of one partner, newest first, as they stand on a day.
pub struct Reserves<'r> {
    pub all: &'r [(BatchId, Reserve)],
    pub today: Day,
    pub caption: String,
    pub none: String,
}

impl Reserves<'_> {
    /// The table, with the payment of each and what can be done with it; a sentence before it where something is due.
    pub fn show(&self, language: Language, payment: impl Fn(BatchId) -> Markup, deeds: Option<Deeds<'_>>) -> Markup {
        let column = |name: &str| text!(language, &format!("payments_out.reserve.column.{name}"));
        let mut columns = vec![
            Column::text(column("payment")),
            Column::figure(column("amount")),
            Column::text(column("from_to")),
            Column::state(column("state")),
            Column::text(column("ended_on")),
        ];
        columns.extend(deeds.map(|_| Column::actions(column("deeds"))));
        let row = |(batch, reserve): &(BatchId, Reserve)| {
            let (held_on, free_on) = (reserve.held_on, reserve.free_on);
            let ended = reserve.ended_on.map(|day| texts::day_short(language, day)).unwrap_or_default();
            let mut cells = vec![
                payment(*batch),
                figure(&texts::money(language, reserve.amount)),
                two_lines(&texts::day_short(language, held_on), &texts::day_short(language, free_on)),
                self.standing(language, reserve),
                two_lines(&ended, &reserve.because),
            ];
            cells.extend(deeds.map(|deeds| deeds(*batch, reserve)));
            Row::new(cells)
        };
        let shown = Table {
            caption: self.caption.clone(),
            columns,
            rows: self.all.iter().map(row).collect(),
            empty: Empty::new(self.none.clone()),
            ..Table::default()
        };
        html! {
            @if let Some(due) = self.due() {
                (paragraph(&text!(language, "payments_out.reserve.due_what", amount = texts::money(language, due))))
            }
            (table(language, &shown))
        }
    }

    /// What is over its time, and paid with the next payment.
    fn due(&self) -> Option<Money> {
        let due = self.all.iter().filter(|(_, reserve)| reserve.is_due(self.today));
        due.map(|(_, reserve)| reserve.amount).reduce(|sum, amount| sum + amount)
    }

    fn standing(&self, language: Language, reserve: &Reserve) -> Markup {
        let meaning = match reserve.state {
            ReserveState::Held if reserve.is_due(self.today) => {
                return state(Meaning::Good, &text!(language, "payments_out.reserve.due"));
            }
            ReserveState::Held => Meaning::Information,
            ReserveState::Freed => Meaning::Good,
            ReserveState::Forfeited => Meaning::Attention,
            ReserveState::TakenBack => Meaning::Neutral,
        };
        state(meaning, &reserve.state.say(language))
    }
}
