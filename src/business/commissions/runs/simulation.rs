//! What a period would give as it is known now. Nothing of it is kept.

use std::collections::BTreeMap;

use crate::business::commissions::calculation::{
    CheckResult, Outcome, Reasons, calculate, check_outcome, distributable,
};
use crate::business::commissions::facts::{Facts, gather_facts, is_quiet_since};
use crate::business::commissions::plan::Plan;
use crate::business::commissions::records::plan_on;
use crate::business::commissions::runs::found_line::{FoundLine, all_found};
use crate::business::commissions::runs::keep::period_volumes;
use crate::business::commissions::runs::statement::Figures;
use crate::business::commissions::runs::write_out::has_statement;
use crate::business::commissions::runs::{
    BreakageLine, CommissionLine, PeriodVolumes, PredicateAnswer, Statement, StatementSheet,
};
use crate::business::failure::{Complaint, Failure};
use crate::business::partners::{following_partner, looking_partner, see_partner};
use crate::business::permission::Permission;
use crate::business::view::View;
use crate::store::Read;
use crate::values::{Money, PartnerId, Period};

#[derive(Clone, Debug)]
pub struct Simulation {
    pub plan: Plan,
    pub facts: Facts,
    pub outcome: Outcome,
    pub checks: Vec<CheckResult>,
    volumes: PeriodVolumes,
}

/// The whole firm, for staff.
pub fn simulate(view: &View, plan_name: &str, period: Period) -> Result<Simulation, Failure> {
    may_simulate(view, period)?;
    simulation(view, plan_name, period)
}

/// Whether staff may look at the whole firm in a period, and it has begun.
pub fn may_simulate(view: &View, period: Period) -> Result<(), Failure> {
    view.require(Permission::CommissionsView)?;
    if period.first() > view.today() {
        let complaint = Complaint::new("commissions.refusal.period_not_begun").at("period");
        return Err(complaint.with("first", period.first()).into());
    }
    Ok(())
}

/// The whole firm, worked out once for all who ask: what each of them sees of it is asked with a view.
#[derive(Clone, Debug)]
pub struct SharedSimulation(Simulation);

/// Works out a period for everybody; it tells nothing by itself.
pub fn work_out(view: &View, plan_name: &str, period: Period) -> Result<SharedSimulation, Failure> {
    simulation(view, plan_name, period).map(SharedSimulation)
}

impl SharedSimulation {
    pub(super) const fn simulation(&self) -> &Simulation {
        &self.0
    }

    /// Whether nothing that counts for it was told after an entry of the journal.
    pub fn still_holds(&self, r: &dyn Read, journal_number: u64) -> bool {
        is_quiet_since(r, &self.0.plan, journal_number)
    }

    /// All of it, for staff.
    pub fn whole(&self, view: &View) -> Result<&Simulation, Failure> {
        may_simulate(view, self.0.facts.period)?;
        Ok(&self.0)
    }

    /// The own statement and its lines, for a partner whose contract held in the period.
    pub fn own(&self, view: &View) -> Result<(StatementSheet, Vec<CommissionLine>), Failure> {
        view.require(Permission::PartnerPortal)?;
        let own = following_partner(view, self.0.facts.period.first())?;
        let sheet = self.0.sheet(own).ok_or_else(Failure::not_found)?;
        Ok((sheet, self.0.lines(own)))
    }

    /// Whether the people of a team meet the plan's predicates as the period is known now, by partner. Pay is told
    /// to nobody but the one whose it is.
    pub fn answers_of_team(
        &self,
        view: &View,
        leader: PartnerId,
    ) -> Result<BTreeMap<PartnerId, Vec<PredicateAnswer>>, Failure> {
        see_partner(view, leader)?;
        if !view.may(Permission::PartnersView) {
            looking_partner(view)?;
        }
        let tree = &self.0.facts.tree;
        let Some(place) = tree.place(leader) else { return Ok(BTreeMap::new()) };
        let team = tree.team_levels(place).into_iter().flatten();
        let team = team.filter(|place| !self.0.facts.is_customer(*place));
        let answers = team.filter_map(|place| {
            let partner = tree.partner(place)?;
            Some((partner, self.0.sheet_at(place, partner).predicates))
        });
        Ok(answers.collect())
    }
}

fn simulation(view: &View, plan_name: &str, period: Period) -> Result<Simulation, Failure> {
    let plan = plan_to_simulate(view, plan_name, period)?;
    let facts = gather_facts(view, &plan, period, view.zone())?;
    Simulation::of(plan, facts)
}

/// The plan that holds for a period.
fn plan_to_simulate(view: &View, plan_name: &str, period: Period) -> Result<Plan, Failure> {
    plan_on(view, plan_name, period.first()).ok_or_else(|| {
        Complaint::new("commissions.refusal.plan_unknown")
            .at("plan")
            .with("plan", plan_name)
            .with("day", period.first())
            .into()
    })
}

impl Simulation {
    pub(super) fn of(plan: Plan, facts: Facts) -> Result<Simulation, Failure> {
        let outcome = calculate(&plan, &facts)?;
        let checks = check_outcome(&plan, &facts, &outcome);
        let volumes = period_volumes(&facts);
        Ok(Simulation { plan, facts, outcome, checks, volumes })
    }

    pub fn paid(&self) -> Money {
        Money::new(self.outcome.paid, self.facts.currency)
    }

    pub fn broken(&self) -> Money {
        Money::new(self.outcome.broken, self.facts.currency)
    }

    pub fn distributable(&self) -> Money {
        Money::new(distributable(&self.plan, &self.outcome), self.facts.currency)
    }

    /// What is taken back for goods of earlier periods: below zero.
    pub fn taken_back(&self) -> Money {
        self.paid() + self.broken() - self.distributable()
    }

    /// Everybody with a contract or a line, in the order of the tree.
    pub fn statements(&self) -> Vec<(PartnerId, Statement)> {
        let all = (0..).zip(self.facts.tree.partners());
        let figures = self.figures();
        let statements = all.map(|(place, partner)| (place, *partner, figures.statement(place)));
        statements
            .filter(|(place, _, statement)| has_statement(&self.facts, *place, statement))
            .map(|(_, partner, statement)| (partner, statement))
            .collect()
    }

    pub fn sheet(&self, partner: PartnerId) -> Option<StatementSheet> {
        Some(self.sheet_at(self.facts.tree.place(partner)?, partner))
    }

    fn sheet_at(&self, place: u32, partner: PartnerId) -> StatementSheet {
        self.figures().statement(place).sheet(&self.plan, partner, self.facts.period)
    }

    /// A partner's lines in the order of the sales.
    pub fn lines(&self, partner: PartnerId) -> Vec<CommissionLine> {
        let Some(place) = self.facts.tree.place(partner) else { return Vec::new() };
        let own = all_found(&self.outcome).filter(|line| line.receiver() == place);
        let reasons = Reasons::of(&self.plan, &self.facts, &self.outcome);
        own.filter_map(|line| line.written(&reasons)).collect()
    }

    /// The lines of everybody, each with who receives it, in the order of the sales.
    pub fn all_lines(&self) -> Vec<(PartnerId, CommissionLine)> {
        let reasons = Reasons::of(&self.plan, &self.facts, &self.outcome);
        let written = |line: FoundLine<'_>| {
            let receiver = self.facts.tree.partner(line.receiver())?;
            Some((receiver, line.written(&reasons)?))
        };
        all_found(&self.outcome).filter_map(written).collect()
    }

    pub fn breakage(&self) -> Vec<BreakageLine> {
        let broken = self.outcome.breakage.iter();
        let reasons = Reasons::of(&self.plan, &self.facts, &self.outcome);
        broken.filter_map(|broken| BreakageLine::of(&reasons, broken)).collect()
    }

    fn figures(&self) -> Figures<'_> {
        Figures::of((&self.plan, &self.facts, &self.outcome), &self.volumes)
    }
}
