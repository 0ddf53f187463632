//! What a formula looks at: values of a person or a sale, and what is gathered over other people.

use crate::business::commissions::plan::{EdgePlace, Formula, Gather, Party, PersonValue, Reach, SaleValue, Sold};
use crate::business::commissions::words::formula::number::counted_condition;
use crate::business::commissions::words::formula::{Unit, Words};
use crate::text;

impl Words<'_> {
    pub(super) fn people(&self, reach: &Reach, of: &Formula) -> String {
        let language = self.language;
        if let Some(condition) = counted_condition(of) {
            return self.count_of(reach, condition);
        }
        let value = self.value(of, Unit::Counted).0;
        let (said, edge) = match reach {
            Reach::Below(edge, Gather::Largest(1)) => (text!(language, "plan_words.largest", value = value), *edge),
            Reach::Below(edge, Gather::Largest(place)) => {
                (text!(language, "plan_words.nth_largest", place = i64::from(*place), value = value), *edge)
            }
            Reach::Below(edge, _) => (text!(language, "plan_words.children", value = value), *edge),
            Reach::Team { edge, without, with_self, .. } => {
                let said = match with_self {
                    true => text!(language, "plan_words.team", value = value),
                    false => text!(language, "plan_words.below", value = value),
                };
                (self.without(said, without.as_deref()), *edge)
            }
            Reach::Levels(edge, levels) => {
                (text!(language, "plan_words.levels_below", value = value, levels = i64::from(*levels)), *edge)
            }
            Reach::Above(edge) => (text!(language, "plan_words.above", value = value), *edge),
            Reach::Everyone => (text!(language, "plan_words.everyone", value = value), EdgePlace::SPONSOR),
            Reach::Place => (text!(language, "plan_words.place", value = value), EdgePlace::SPONSOR),
        };
        self.by_edge(said, edge)
    }

    /// How many people meet a condition.
    pub(super) fn count_of(&self, reach: &Reach, condition: &Formula) -> String {
        let language = self.language;
        if let (Reach::Below(edge, Gather::Sum), Formula::People(Reach::Team { any: true, .. }, inner)) =
            (reach, condition)
        {
            return self.by_edge(text!(language, "plan_words.legs", condition = self.truth(inner)), *edge);
        }
        let condition = self.truth(condition);
        let (said, edge) = match reach {
            Reach::Below(edge, _) => (text!(language, "plan_words.count.children", condition = condition), *edge),
            Reach::Team { edge, without, with_self, .. } => {
                let said = match with_self {
                    true => text!(language, "plan_words.count.team", condition = condition),
                    false => text!(language, "plan_words.count.below", condition = condition),
                };
                (self.without(said, without.as_deref()), *edge)
            }
            Reach::Levels(edge, levels) => {
                let levels = i64::from(*levels);
                (text!(language, "plan_words.count.levels", condition = condition, levels = levels), *edge)
            }
            Reach::Above(edge) => (text!(language, "plan_words.above_is", condition = condition), *edge),
            Reach::Everyone | Reach::Place => {
                (text!(language, "plan_words.count.everyone", condition = condition), EdgePlace::SPONSOR)
            }
        };
        self.by_edge(said, edge)
    }

    pub(super) fn without(&self, team: String, without: Option<&Formula>) -> String {
        match without {
            None => team,
            Some(without) => {
                let condition = self.truth(without);
                text!(self.language, "plan_words.without", team = team, condition = condition)
            }
        }
    }

    pub(super) fn of_person(&self, value: &PersonValue) -> String {
        let (language, plan) = (self.language, self.plan);
        match value {
            PersonValue::Volume(place) => {
                let volume = plan.volumes.get(usize::from(*place));
                volume.map_or_else(String::new, |volume| self.quoted(volume.title.get(language)))
            }
            PersonValue::Pay(place) => {
                let bonus = plan.bonuses.get(usize::from(*place));
                let title = bonus.map_or("", |bonus| bonus.title.get(language));
                text!(language, "plan_words.pay", title = title)
            }
            PersonValue::Sold(sold) => self.sold(sold),
            PersonValue::Rank(of) => self.rank_of(*of),
            PersonValue::DaysMember => text!(language, "plan_words.days_member"),
            PersonValue::PeriodsMember => text!(language, "plan_words.periods_member"),
            PersonValue::Country => text!(language, "plan_words.country"),
            PersonValue::Column(name) => self.quoted(name),
            PersonValue::Predicate(_)
            | PersonValue::Need(..)
            | PersonValue::Valid
            | PersonValue::Customer
            | PersonValue::Flag(_) => self.truth(&Formula::Person(value.clone())),
        }
    }

    pub(super) fn sold(&self, sold: &Sold) -> String {
        let language = self.language;
        let (what, kinds) = (self.of_sale(&sold.what), self.kinds(sold.kinds));
        let sum = match sold.of {
            Party::Seller => text!(language, "plan_words.sold", what = what, kinds = kinds),
            Party::Buyer => text!(language, "plan_words.bought", what = what, kinds = kinds),
        };
        match &sold.condition {
            None => sum,
            Some(condition) => text!(language, "plan_words.only_where", what = sum, condition = self.truth(condition)),
        }
    }

    pub(super) fn of_sale(&self, value: &SaleValue) -> String {
        let language = self.language;
        match value {
            SaleValue::Base => text!(language, "plan_words.sale.base"),
            SaleValue::Points => text!(language, "plan_words.sale.points"),
            SaleValue::Net => text!(language, "plan_words.sale.net"),
            SaleValue::Quantity => text!(language, "plan_words.sale.quantity"),
            SaleValue::Lines => text!(language, "plan_words.sale.lines"),
            SaleValue::Product => text!(language, "plan_words.sale.product"),
            SaleValue::Kind => text!(language, "plan_words.sale.kind"),
            SaleValue::SellerDays => text!(language, "plan_words.sale.seller_days"),
            SaleValue::Column(name) => self.quoted(name),
        }
    }
}
