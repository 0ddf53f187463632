//! A statement with everything that explains it to the partner whose it is.

use std::collections::{BTreeMap, BTreeSet};

use crate::app::App;
use crate::business::commissions::{self, CommissionLine, SelfBilledSheet, StatementSheet};
use crate::business::failure::{Failure, RefusalKind};
use crate::business::orders::see_credited;
use crate::business::partners::{following_partner, has_left, is_in_team, partner};
use crate::business::payments::{Payout, payouts_of_partner};
use crate::business::people::person;
use crate::business::view::View;
use crate::portals::partner::own_partner;
use crate::portals::partner::standing::{Running, running};
use crate::portals::partner::statements::objection::Objections;
use crate::portals::partner::statements::sheet::PreviewWish;
use crate::values::{Day, Language, LocalText, Money, OrderId, PartnerId, Period, RunId};

/// A statement with everything that explains it.
pub(super) struct Shown {
    pub sheet: StatementSheet,
    pub lines: Vec<CommissionLine>,
    /// Sellers as the one who reads knows them.
    sellers: BTreeMap<PartnerId, String>,
    /// Orders whose sheet opens for the one who reads.
    pub opens: BTreeSet<OrderId>,
    /// The contract has ended: the former team is nobody's business any more.
    has_left: bool,
    pub posted: Option<Posted>,
    /// The self-billing credit notes of it, oldest first.
    pub documents: Vec<SelfBilledSheet>,
    /// What was objected to it; nobody objects to what is not posted.
    pub objections: Option<Objections>,
    pub today: Day,
    /// The name of the plan of a preview; empty of what is posted.
    pub plan: String,
    /// Everything that is running, for the ways between the previews; nothing beside what is posted.
    pub running: Vec<Preview>,
}

/// What one plan settles in a period that is running.
pub(super) struct Preview {
    pub plan: String,
    pub title: LocalText,
    pub period: Period,
}

pub(super) struct Posted {
    pub run: RunId,
    pub on: Option<Day>,
    /// It books what became known of the period after it was settled.
    pub is_correction: bool,
    pub payout: Option<Payout>,
}

impl Shown {
    pub(super) fn posted(view: &View<'_>, run: RunId, language: Language) -> Result<Shown, Failure> {
        let (own, _) = own_partner(view)?;
        let sheet = commissions::statement(view, run, own)?;
        let lines = commissions::all_lines_of_statement(view, run, own)?;
        let kept = commissions::run(view, run).ok_or_else(Failure::not_found)?;
        let posted = Posted {
            run,
            on: kept.posted_at.map(|at| at.day_in(view.zone())),
            is_correction: kept.corrects.is_some(),
            payout: payouts_of_partner(view, own)?.into_iter().find(|payout| payout.run == Some(run)),
        };
        let objections = Objections::of(view, language, run, own, &sheet)?;
        let documents = commissions::self_billed_of_statement(view, run, own)?;
        Ok(Shown { documents, objections: Some(objections), ..Shown::of(view, own, sheet, lines, Some(posted)) })
    }

    /// What would be settled as it is known now: of everything that is running the first, or the first that is settled
    /// in the periods, and by the plan, asked for.
    pub(super) fn running(view: &View<'_>, app: &App, wish: &PreviewWish) -> Result<Option<Shown>, Failure> {
        let own = following_partner(view, Period::month_of(view.today()).first())?;
        let all = running(view);
        let is_in = |one: &&Running| one.period.kind().word() == wish.every;
        let asked = all.iter().filter(is_in).find(|one| one.plan.name == wish.plan).or_else(|| all.iter().find(is_in));
        let Some(Running { plan, period, .. }) = asked.or_else(|| all.first()) else { return Ok(None) };
        let preview =
            |one: &Running| Preview { plan: one.plan.name.clone(), title: one.plan.title.clone(), period: one.period };
        match app.simulation(view, &plan.name, *period).and_then(|simulation| simulation.own(view)) {
            Ok((sheet, lines)) => Ok(Some(Shown {
                plan: plan.name.clone(),
                running: all.iter().map(preview).collect(),
                ..Shown::of(view, own, sheet, lines, None)
            })),
            Err(Failure::Refused(refusal)) if refusal.kind != RefusalKind::NotAllowed => Ok(None),
            Err(failure) => Err(failure),
        }
    }

    fn of(
        view: &View<'_>,
        own: PartnerId,
        sheet: StatementSheet,
        lines: Vec<CommissionLine>,
        posted: Option<Posted>,
    ) -> Shown {
        let mut sellers = BTreeMap::new();
        for from in lines.iter().filter_map(|line| line.origin.partner()) {
            sellers.entry(from).or_insert_with(|| seller_words(view, own, from));
        }
        let sales = lines.iter().filter_map(|line| line.origin.sale());
        let own_sales = sales.filter(|sale| sale.seller == own).map(|sale| sale.order);
        Shown {
            opens: own_sales.filter(|order| see_credited(view, *order).is_ok()).collect(),
            has_left: has_left(view, view.actor()),
            today: view.today(),
            sheet,
            lines,
            sellers,
            posted,
            documents: Vec::new(),
            objections: None,
            plan: String::new(),
            running: Vec::new(),
        }
    }

    /// The VAT that is paid beside the total.
    pub(super) fn vat(&self) -> Option<Money> {
        self.documents.iter().map(|sheet| sheet.document.tax).reduce(|sum, tax| sum + tax)
    }

    /// Figures of a team go on being told to the one who leads it, and stand in what was settled while he did.
    pub(super) fn tells_of_team(&self) -> bool {
        self.posted.is_some() || !self.has_left
    }

    pub(super) fn reason(&self, language: Language, line: &CommissionLine) -> String {
        let bonus = self.sheet.bonuses.get(usize::from(line.bonus));
        let title = bonus.map_or("", |bonus| bonus.title.get(language));
        let from = line.origin.partner().and_then(|from| self.sellers.get(&from));
        line.reason(language, title, from.map_or("", String::as_str))
    }
}

/// The reason of a line as the one who reads knows the people in it.
pub(in crate::portals::partner::statements) fn reason_of(
    view: &View<'_>,
    language: Language,
    own: PartnerId,
    sheet: &StatementSheet,
    line: &CommissionLine,
) -> String {
    let title = sheet.bonuses.get(usize::from(line.bonus)).map_or("", |bonus| bonus.title.get(language));
    let from = line.origin.partner().map(|from| seller_words(view, own, from)).unwrap_or_default();
    line.reason(language, title, &from)
}

/// Whoever stands in the own team is known by name, everybody else by the number alone; after the contract nobody
/// stands in it but oneself.
fn seller_words(view: &View<'_>, own: PartnerId, seller: PartnerId) -> String {
    let Some(known) = partner(view, seller) else { return String::new() };
    let is_near = seller == own || (!has_left(view, view.actor()) && is_in_team(view, seller, own, view.today()));
    let name = is_near.then(|| person(view, known.person)).flatten();
    name.map_or(known.number.clone(), |person| format!("{} ({})", person.full_name(), known.number))
}
