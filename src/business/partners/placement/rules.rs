//! How the firm gives seats.

use serde::{Deserialize, Serialize};

use crate::business::partners::{Seat, Seats};
use crate::store::Stored;
use crate::text;
use crate::values::{Day, Language, PartnerId};

/// Whoever is not placed by hand is placed by this.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum PlacementRule {
    /// Nobody is placed but by hand.
    #[default]
    ByHand,
    WeakerLeg,
    Spillover,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlacementRules {
    /// From when on the firm gives seats; `None` while it gives none.
    pub since: Option<Day>,
    /// How many legs everybody has.
    pub legs: u32,
    pub rule: PlacementRule,
    /// So many days a newcomer waits to be placed by hand.
    pub tank_days: u32,
}

impl PlacementRule {
    pub const ALL: [PlacementRule; 3] = [PlacementRule::ByHand, PlacementRule::WeakerLeg, PlacementRule::Spillover];

    /// A stable word for forms and text keys.
    pub const fn word(self) -> &'static str {
        match self {
            PlacementRule::ByHand => "by_hand",
            PlacementRule::WeakerLeg => "weaker_leg",
            PlacementRule::Spillover => "spillover",
        }
    }

    pub fn from_word(word: &str) -> Option<PlacementRule> {
        PlacementRule::ALL.into_iter().find(|rule| rule.word() == word)
    }

    pub fn say(self, language: Language) -> String {
        text!(language, &format!("partners.placement_rule.{}", self.word()))
    }

    /// The seat that the rule gives in a team.
    pub fn seat(self, seats: &Seats, top: PartnerId, legs: u32) -> Option<Seat> {
        match self {
            PlacementRule::ByHand => None,
            PlacementRule::WeakerLeg => seats.on_weaker_leg(top, legs),
            PlacementRule::Spillover => seats.first_free(top, legs),
        }
    }
}

impl PlacementRules {
    pub const LEGS_LEAST: u32 = 2;
    pub const LEGS_MOST: u32 = 9;
    pub const DAYS_MOST: u32 = 90;

    pub fn is_on(&self) -> bool {
        self.since.is_some()
    }

    /// Is there a rule that places whoever nobody has placed?
    pub fn places_by_itself(&self) -> bool {
        self.is_on() && self.rule != PlacementRule::ByHand
    }

    /// The first day on which the rule places somebody who has waited since a day.
    pub fn placed_on(&self, waiting_since: Day) -> Day {
        let days = i32::try_from(self.tank_days).unwrap_or(0);
        self.since.map_or(waiting_since, |since| since.max(waiting_since)).plus_days(days)
    }

    /// Stands for what is set, to tell whether somebody else has changed it meanwhile.
    pub fn mark(&self) -> String {
        format!("{}-{}-{}-{}", self.is_on(), self.legs, self.rule.word(), self.tank_days)
    }

    /// What a leg is called: with two of them left and right.
    pub fn leg_words(&self, leg: u32, language: Language) -> String {
        match (self.legs, leg) {
            (2, 1) => text!(language, "partners.leg.left"),
            (2, 2) => text!(language, "partners.leg.right"),
            _ => text!(language, "partners.leg.number", number = leg),
        }
    }
}

impl Stored for PlacementRules {
    const VERSION: u8 = 1;
}
