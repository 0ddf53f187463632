//! What each bonus pays, in sentences.

use crate::business::commissions::plan::{
    Bonus, BonusKind, Boundary, CapHow, CapOf, Compression, Each, Formula, Ineligible, LegPay, LegsBonus, PersonValue,
    Reward, SalePay, SaleReceiver, SalesSource, Source,
};
use crate::business::commissions::words::formula::Words;
use crate::business::commissions::words::plan::say_period;
use crate::text;
use crate::values::Rate;

pub(super) fn say_bonus(words: &Words<'_>, bonus: &Bonus) -> Vec<String> {
    let language = words.language;
    let mut said = kind(words, bonus);
    if !matches!(bonus.kind, BonusKind::Cap(_) | BonusKind::LargerOf(_) | BonusKind::Guarantee(_)) {
        said.push(match bonus.receiver() {
            Formula::Person(PersonValue::Valid) => text!(language, "plan_words.receiver.valid"),
            receiver => text!(language, "plan_words.receiver", condition = words.truth(receiver)),
        });
    }
    if let Some(period) = bonus.period.filter(|period| *period != words.plan.period) {
        said.push(text!(language, "plan_words.own_period", period = say_period(language, period)));
    }
    match bonus.reward {
        Reward::Money => {}
        Reward::Voucher { valid_days: 0 } => said.push(text!(language, "plan_words.voucher")),
        Reward::Voucher { valid_days } => {
            said.push(text!(language, "plan_words.voucher_until", days = i64::from(valid_days)));
        }
        Reward::Credit { valid_days: 0 } => said.push(text!(language, "plan_words.credit")),
        Reward::Credit { valid_days } => {
            said.push(text!(language, "plan_words.credit_until", days = i64::from(valid_days)));
        }
    }
    said
}

fn kind(words: &Words<'_>, bonus: &Bonus) -> Vec<String> {
    let language = words.language;
    match &bonus.kind {
        BonusKind::Levels(levels) => {
            let (source, edge) = (source(words, &levels.source), words.edge(levels.edge));
            let mut said = vec![text!(language, "plan_words.levels", source = source, edge = edge)];
            said.extend(level_rates(words, levels.from_level, &levels.rates));
            said.push(match &levels.compression {
                Compression::Off => text!(language, "plan_words.compression.none"),
                Compression::Skip(counted) => {
                    text!(language, "plan_words.compression.skip", condition = words.truth(counted))
                }
                Compression::RollUp(counted) => {
                    text!(language, "plan_words.compression.roll_up", condition = words.truth(counted))
                }
                Compression::ByLevel(needs) => {
                    let needs = needs.iter().map(|need| words.truth(need)).collect::<Vec<_>>().join(", ");
                    text!(language, "plan_words.compression.by_level", needs = needs)
                }
            });
            let depth = levels.depth.as_ref();
            said.extend(depth.map(|depth| text!(language, "plan_words.depth", depth = words.number(depth))));
            said
        }
        BonusKind::Difference(difference) => {
            let (source, edge) = (source(words, &difference.source), words.edge(difference.edge));
            let rate = words.rate(&difference.rate);
            let mut said = vec![text!(language, "plan_words.difference", source = source, edge = edge, rate = rate)];
            said.push(match difference.from_level {
                0 => text!(language, "plan_words.difference.from_own"),
                1 => text!(language, "plan_words.difference.from_above"),
                level => text!(language, "plan_words.difference.from", level = i64::from(level)),
            });
            said.extend(
                difference
                    .until
                    .as_ref()
                    .map(|until| text!(language, "plan_words.difference.until", condition = words.truth(until))),
            );
            if !difference.equal.is_empty() {
                let equal = difference.equal.iter().map(|rate| words.percent(rate.millionths()));
                let equal = equal.collect::<Vec<_>>().join(", ");
                said.push(text!(language, "plan_words.difference.equal", rates = equal));
            }
            said
        }
        BonusKind::Generations(generations) => {
            let (source, edge) = (source(words, &generations.source), words.edge(generations.edge));
            let boundary = match &generations.boundary {
                Boundary::When(leader) => words.truth(leader),
                Boundary::SameRank { lowest } => {
                    text!(language, "plan_words.same_rank", rank = words.rank(i64::from(*lowest)))
                }
            };
            let mut said =
                vec![text!(language, "plan_words.generations", source = source, edge = edge, boundary = boundary)];
            said.extend(generation_rates(words, &generations.rates));
            said.push(if generations.ineligible_counts {
                text!(language, "plan_words.generations.counts")
            } else {
                text!(language, "plan_words.generations.passed")
            });
            said
        }
        BonusKind::Pool(pool) => {
            let (amount, shares) = (words.number(&pool.amount), words.number(&pool.shares));
            vec![text!(language, "plan_words.pool", amount = amount, shares = shares)]
        }
        BonusKind::Amount(amount) => {
            vec![text!(language, "plan_words.amount", amount = words.number(&amount.amount))]
        }
        BonusKind::Legs(legs) => legs_sentences(words, legs),
        BonusKind::Sale(sale) => {
            let to = match &sale.to {
                SaleReceiver::Seller => text!(language, "plan_words.to.seller"),
                SaleReceiver::Buyer => text!(language, "plan_words.to.buyer"),
                SaleReceiver::EnrollerOfBuyer => text!(language, "plan_words.to.enroller_of_buyer"),
                SaleReceiver::Column(name) => text!(language, "plan_words.to.column", name = name),
            };
            let source = sales(words, &sale.source);
            let mut said = match &sale.pays {
                SalePay::Rate(rate) => {
                    let rate = words.rate(rate);
                    vec![text!(language, "plan_words.sale_rate", source = source, to = to, rate = rate)]
                }
                SalePay::Amount(amount) => {
                    let amount = words.number(amount);
                    vec![text!(language, "plan_words.sale_amount", source = source, to = to, amount = amount)]
                }
            };
            if sale.part != Rate::WHOLE {
                said.push(text!(language, "plan_words.part", part = words.percent(sale.part.millionths())));
            }
            said
        }
        BonusKind::Cap(cap) => {
            let of = match &cap.of {
                CapOf::Person => text!(language, "plan_words.cap.person"),
                CapOf::Company => text!(language, "plan_words.cap.company"),
                CapOf::Column(name) => text!(language, "plan_words.cap.column", name = name),
            };
            let (bonuses, most) = (titles(words, &cap.bonuses), words.number(&cap.most));
            let how = match cap.how {
                CapHow::ProRata => text!(language, "plan_words.cap.pro_rata"),
                CapHow::Priority => text!(language, "plan_words.cap.priority"),
                CapHow::Stop => text!(language, "plan_words.cap.stop"),
            };
            vec![text!(language, "plan_words.cap", bonuses = bonuses, of = of, most = most), how]
        }
        BonusKind::LargerOf(larger) => {
            let programmes = larger.programmes.iter().map(|programme| titles(words, programme));
            let programmes = programmes.collect::<Vec<_>>().join("; ");
            vec![text!(language, "plan_words.larger", programmes = programmes)]
        }
        BonusKind::Guarantee(guarantee) => {
            let (bonus, amount) = (titles(words, &[guarantee.bonus]), words.number(&guarantee.amount));
            vec![text!(language, "plan_words.guarantee", bonus = bonus, amount = amount)]
        }
    }
}

fn legs_sentences(words: &Words<'_>, legs: &LegsBonus) -> Vec<String> {
    let language = words.language;
    let (volume, edge) = (words.number(&legs.volume), words.edge(legs.edge));
    let ratio = format!("{}:{}", legs.stronger, legs.weaker);
    let mut said = vec![text!(language, "plan_words.legs_bonus", volume = volume, edge = edge, ratio = ratio)];
    if legs.unit > 0 {
        said.push(text!(language, "plan_words.legs_bonus.unit", unit = words.plain(legs.unit)));
    }
    match &legs.pays {
        LegPay::Rate { rate, share } => {
            let rate = words.rate(rate);
            said.push(text!(language, "plan_words.legs_bonus.rate", rate = rate, share = base_share(words, *share)));
            let least = legs.least.as_ref().map(|least| words.number(least));
            said.extend(least.map(|least| text!(language, "plan_words.legs_bonus.least", least = least)));
            let most = legs.most.as_ref().map(|most| words.number(most));
            said.extend(most.map(|most| text!(language, "plan_words.legs_bonus.most_matched", most = most)));
        }
        LegPay::Cycle { amount } => {
            said.push(text!(language, "plan_words.legs_bonus.cycle", amount = words.number(amount)));
            let most = legs.most.as_ref().map(|most| words.number(most));
            said.extend(most.map(|most| text!(language, "plan_words.legs_bonus.most", most = most)));
        }
    }
    said.extend(legs.cap.as_ref().map(|cap| text!(language, "plan_words.legs_bonus.cap", cap = words.number(cap))));
    said.push(text!(language, "plan_words.legs_bonus.carry"));
    said.extend(legs.bank_limit.map(|limit| text!(language, "plan_words.legs_bonus.bank", limit = words.plain(limit))));
    if legs.expires_after > 0 {
        let periods = i64::from(legs.expires_after);
        said.push(text!(language, "plan_words.legs_bonus.expires", periods = periods));
    }
    said.push(match legs.ineligible {
        Ineligible::Keep => text!(language, "plan_words.legs_bonus.keep"),
        Ineligible::ZeroWeak => text!(language, "plan_words.legs_bonus.zero_weak"),
        Ineligible::Flush => text!(language, "plan_words.legs_bonus.flush"),
    });
    said
}

/// Level by level; the first one may be whoever sold.
fn level_rates(words: &Words<'_>, first: u16, rates: &[Formula]) -> Vec<String> {
    let level = |(level, rate): (u16, &Formula)| {
        let rate = words.rate(rate);
        match level {
            0 => text!(words.language, "plan_words.own_rate", rate = rate),
            level => text!(words.language, "plan_words.level_rate", level = i64::from(level), rate = rate),
        }
    };
    (first..).zip(rates).map(level).collect()
}

fn generation_rates(words: &Words<'_>, rates: &[Formula]) -> Vec<String> {
    let generation = |(generation, rate): (i64, &Formula)| {
        text!(words.language, "plan_words.generation_rate", generation = generation, rate = words.rate(rate))
    };
    (1..).zip(rates).map(generation).collect()
}

fn source(words: &Words<'_>, source: &Source) -> String {
    let language = words.language;
    let share = base_share(words, source.share());
    match source {
        Source::Sales(of_sales) => sales(words, of_sales),
        Source::Volume { what, when, .. } => {
            let what = words.number(what);
            let volume = text!(language, "plan_words.source.volume", what = what, share = share);
            match when {
                None => volume,
                Some(when) => text!(language, "plan_words.only_those", what = volume, condition = words.truth(when)),
            }
        }
        Source::Pay { bonuses, .. } => {
            text!(language, "plan_words.source.pay", bonuses = titles(words, bonuses), share = share)
        }
    }
}

fn sales(words: &Words<'_>, source: &SalesSource) -> String {
    let language = words.language;
    let (what, kinds) = (words.number(&source.what), words.kinds(source.kinds));
    let share = base_share(words, source.share);
    let said = text!(language, "plan_words.source.sales", what = what, kinds = kinds, share = share);
    let said = match source.each {
        Each::Line => said,
        Each::Person => text!(language, "plan_words.source.each_person", what = said),
    };
    match &source.condition {
        None => said,
        Some(condition) => {
            text!(language, "plan_words.only_where", what = said, condition = words.truth(condition))
        }
    }
}

/// Which part of a base counts; nothing where all of it does.
fn base_share(words: &Words<'_>, share: Rate) -> String {
    if share == Rate::WHOLE {
        return String::new();
    }
    let said = text!(words.language, "plan_words.base_share", share = words.percent(share.millionths()));
    format!(" {said}")
}

fn titles(words: &Words<'_>, bonuses: &[u16]) -> String {
    let title = |place: &u16| {
        let bonus = words.plan.bonuses.get(usize::from(*place));
        bonus.map(|bonus| text!(words.language, "plan_words.quoted", title = bonus.title.get(words.language)))
    };
    bonuses.iter().filter_map(title).collect::<Vec<_>>().join(", ")
}
