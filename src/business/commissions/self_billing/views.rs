//! Self-billing credit notes for whoever may see them: the partner the own ones, staff who see commissions all.

use crate::business::commissions::records::{run, runs_of_partner};
use crate::business::commissions::runs::{RunState, stored_statement, stored_statements};
use crate::business::commissions::self_billing::issue::{Settling, status_of};
use crate::business::commissions::self_billing::records::{
    SELF_BILLED_ID_TO_SELF_BILLED, documents_of, fate, standing_document,
};
use crate::business::commissions::self_billing::{Fate, NoDocument, SelfBilled, SelfBilledState, self_billed};
use crate::business::failure::Failure;
use crate::business::firm::Issuer;
use crate::business::partners::{holder_on, partner};
use crate::business::people::{Person, person};
use crate::business::permission::Permission;
use crate::business::view::View;
use crate::store::{Read, Span};
use crate::values::{Currency, Day, Money, PartnerId, Period, PersonId, RunId, SelfBilledId};

/// A document with what became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SelfBilledSheet {
    pub id: SelfBilledId,
    pub document: SelfBilled,
    pub fate: Fate,
    /// The number and the day of the document that it takes back.
    pub cancelled: Option<(String, Day)>,
}

/// A statement without a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unbilled {
    pub partner: PartnerId,
    pub net: Money,
    /// `None` where nothing stands in its way any more.
    pub why: Option<NoDocument>,
}

/// What a posted statement says of who is settled.
pub(super) struct Settled {
    pub period: Period,
    pub number: String,
    pub person: PersonId,
    pub known: Person,
    pub net: Money,
    pub issuer: Issuer,
}

/// By whoever held the position on the last day of the period; `None` where that is not known.
pub(super) fn settled(r: &dyn Read, id: RunId, of: PartnerId) -> Option<Settled> {
    let posted = run(r, id).filter(|run| run.state == RunState::Posted)?;
    let person_id = holder_on(r, of, posted.period.last())?;
    Some(Settled {
        period: posted.period,
        number: partner(r, of)?.number,
        person: person_id,
        known: person(r, person_id)?,
        net: stored_statement(r, id, of)?.total,
        issuer: posted.issuer.or_else(|| crate::business::firm::issuer(r))?,
    })
}

impl SelfBilledSheet {
    fn of(r: &dyn Read, id: SelfBilledId, document: SelfBilled) -> SelfBilledSheet {
        let cancelled = document.cancels.and_then(|id| self_billed(r, id));
        let cancelled = cancelled.map(|cancelled| (cancelled.number, cancelled.day));
        SelfBilledSheet { id, fate: fate(r, id), cancelled, document }
    }

    pub fn state(&self) -> SelfBilledState {
        self.document.state(&self.fate)
    }
}

pub fn self_billed_sheet(r: &dyn Read, id: SelfBilledId) -> Option<SelfBilledSheet> {
    Some(SelfBilledSheet::of(r, id, self_billed(r, id)?))
}

/// One document, for the partner and those who see commissions.
pub fn see_self_billed(view: &View<'_>, id: SelfBilledId) -> Result<SelfBilledSheet, Failure> {
    let document = self_billed(view, id).ok_or_else(Failure::not_found)?;
    let is_own = view.may(Permission::PartnerPortal) && view.actor().partner == Some(document.partner);
    if !(is_own || view.may(Permission::CommissionsView)) {
        return Err(Failure::not_found());
    }
    Ok(SelfBilledSheet::of(view, id, document))
}

/// The documents of one statement, oldest first; for the same people.
pub fn self_billed_of_statement(
    view: &View<'_>,
    run: RunId,
    partner: PartnerId,
) -> Result<Vec<SelfBilledSheet>, Failure> {
    let is_own = view.may(Permission::PartnerPortal) && view.actor().partner == Some(partner);
    if !(is_own || view.may(Permission::CommissionsView)) {
        return Err(Failure::not_found());
    }
    let all = documents_of(view, run, partner).into_iter();
    Ok(all.map(|(id, document)| SelfBilledSheet::of(view, id, document)).collect())
}

/// All documents of a period, oldest first; of all periods when none is given.
pub fn self_billed_of_period(view: &View<'_>, period: Option<Period>) -> Result<Vec<SelfBilledId>, Failure> {
    view.require(Permission::CommissionsView)?;
    let r: &dyn Read = view;
    let all = r.scan(&SELF_BILLED_ID_TO_SELF_BILLED, Span::all()).into_iter();
    let wanted = all.filter(|(_, document)| period.is_none_or(|period| period.contains(document.day)));
    Ok(wanted.map(|(id, _)| id).collect())
}

/// The VAT that a document moves, with the day of each: what it charges, and the same back when somebody objects.
fn moves(r: &dyn Read, id: SelfBilledId, document: &SelfBilled) -> Vec<(Day, Money)> {
    // What takes back a document to which somebody objected moves nothing: the objection has done it.
    if document.cancels.is_some() && document.posting.is_none() {
        return Vec::new();
    }
    let back = fate(r, id).taken_back.map(|(day, _)| (day, -document.tax));
    [(document.day, document.tax)].into_iter().chain(back).collect()
}

/// The VAT that is paid with a statement, by all of its documents together.
pub fn tax_of_statement(r: &dyn Read, run: RunId, partner: PartnerId) -> Option<Money> {
    let documents = documents_of(r, run, partner).into_iter();
    let moved = documents.flat_map(|(id, document)| moves(r, id, &document));
    moved.map(|(_, tax)| tax).reduce(|sum, tax| sum + tax)
}

/// The VAT that was paid to a partner with documents up to a day.
pub(in crate::business::commissions) fn tax_through(
    r: &dyn Read,
    partner: PartnerId,
    through: Day,
    currency: Currency,
) -> Money {
    let runs = runs_of_partner(r, partner).into_iter();
    let documents = runs.flat_map(|run| documents_of(r, run, partner));
    let moved = documents.flat_map(|(id, document)| moves(r, id, &document));
    let until = moved.filter(|(day, _)| *day <= through);
    until.fold(Money::zero(currency), |sum, (_, tax)| sum + tax)
}

/// The statements of a posted run that have no document, each with why; for those who see commissions.
pub fn unbilled_of_run(view: &View<'_>, id: RunId) -> Result<Vec<Unbilled>, Failure> {
    view.require(Permission::CommissionsView)?;
    let mut unbilled = Vec::new();
    for (partner, statement) in stored_statements(view, id) {
        if statement.total.is_zero() || standing_document(view, id, partner).is_some() {
            continue;
        }
        let why = match settled(view, id, partner) {
            None => Some(NoDocument::Unknown),
            Some(Settled { period, number, person, known, net, issuer }) => {
                let (known, issuer, number) = (&known, &issuer, number.as_str());
                let settling = Settling { run: id, period, partner, number, person, known, net, issuer };
                status_of(view, &settling, view.today()).err()
            }
        };
        unbilled.push(Unbilled { partner, net: statement.total, why });
    }
    Ok(unbilled)
}
