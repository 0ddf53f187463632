//! Which plans the firm's own runs can settle.

use crate::business::commissions::calculation::{Asked, asked_of_facts};
use crate::business::commissions::plan::{Kind, Plan, Reward};
use crate::business::failure::Complaint;

/// Further columns of sales that the firm knows; the market is the country to which the goods go.
const SALE_COLUMNS: [(&str, Kind); 3] = [("product", Kind::Word), ("net", Kind::Number), ("market", Kind::Word)];
/// Further columns of people that the firm knows.
const PERSON_COLUMNS: [(&str, Kind); 1] = [("country", Kind::Word)];
/// Words that people have: `kyc` when address and bank account are there, `terms` when the contract's terms are
/// accepted.
pub(in crate::business::commissions) const FLAGS: [&str; 2] = ["kyc", "terms"];

/// What a plan asks for that the firm cannot give; each with the name that the plan has for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotInFirm {
    /// A column, or a word of people, that nothing in the firm tells.
    Unknown(String),
    /// A bonus in vouchers or shop credit: the books know commission as money alone, and money it must not become.
    Reward(String),
}

impl NotInFirm {
    pub fn complaint(self) -> Complaint {
        let (key, name) = match self {
            NotInFirm::Unknown(name) => ("commissions.refusal.unknown_in_firm", name),
            NotInFirm::Reward(name) => ("commissions.refusal.reward_in_firm", name),
        };
        Complaint::new(key).with("name", name)
    }
}

/// Whether the firm can give everything that a plan asks for. What it cannot is a column that no order, partner or
/// customer has; and a reward that is not money.
pub fn settles_in_firm(plan: &Plan) -> Result<(), NotInFirm> {
    for bonus in &plan.bonuses {
        if bonus.reward != Reward::Money {
            return Err(NotInFirm::Reward(bonus.name.clone()));
        }
    }
    let unknown = |columns: &[(String, Kind)], known: &[(&str, Kind)]| {
        let given = |(name, kind): &&(String, Kind)| known.contains(&(name.as_str(), *kind));
        columns.iter().find(|column| !given(column)).map(|(name, _)| name.clone())
    };
    let Asked { flags, .. } = asked_of_facts(plan);
    let flag = || flags.iter().find(|flag| !FLAGS.contains(&flag.as_str())).cloned();
    let first = unknown(&plan.columns.people, &PERSON_COLUMNS)
        .or_else(|| unknown(&plan.columns.sales, &SALE_COLUMNS))
        .or_else(flag);
    first.map_or(Ok(()), |name| Err(NotInFirm::Unknown(name)))
}
