//! A deal in words, for pages, files and paper.

use crate::business::commissions::extract::{Counterpart, Deal, DealPay, DealState};
use crate::business::commissions::run_number;
use crate::text;
use crate::texts;
use crate::values::{Language, Period, Rate};

impl Counterpart {
    pub fn say(&self, language: Language) -> String {
        match self {
            Counterpart::OwnHousehold => text!(language, "extract.who.own"),
            Counterpart::OwnCustomer(Some(name)) => name.clone(),
            Counterpart::OwnCustomer(None) => text!(language, "extract.who.customer"),
            Counterpart::Team(number) => text!(language, "extract.who.team", number = number),
            Counterpart::Nobody => "–".to_owned(),
        }
    }
}

impl Deal {
    /// What became of it, with days and reasons.
    pub fn fate(&self, language: Language) -> String {
        match self.state {
            DealState::Waiting => text!(language, "extract.fate.waiting"),
            DealState::NoDeal => text!(language, "extract.fate.no_deal"),
            DealState::Cancelled => {
                text!(language, "extract.fate.cancelled", reason = reason(language, &self.cancelled_because))
            }
            DealState::Returned => {
                let reasons: Vec<String> = self.returns.iter().map(|back| reason(language, &back.reason)).collect();
                text!(language, "extract.fate.returned", reason = reasons.join("; "))
            }
            DealState::Sold if self.returns.is_empty() => text!(language, "extract.fate.sold"),
            DealState::Sold => {
                let back = self.returns.iter().map(|back| {
                    text!(
                        language,
                        "extract.fate.back",
                        count = back.quantity,
                        day = texts::day_short(language, back.on),
                        reason = reason(language, &back.reason)
                    )
                });
                text!(language, "extract.fate.sold_and_back", back = back.collect::<Vec<_>>().join("; "))
            }
        }
    }

    /// What was sold; of a commission that no single deal has brought, why it is paid.
    pub fn what(&self, language: Language) -> String {
        match (&self.no_deal, self.pay.first()) {
            (Some(no_deal), Some(pay)) => no_deal.line.reason(language, pay.bonus.get(language), &no_deal.from),
            _ => self.product.clone(),
        }
    }

    /// Why nothing was paid for it.
    pub fn unpaid(&self, language: Language) -> String {
        if !self.state.counts() {
            text!(language, "extract.pay.does_not_count")
        } else if self.is_settled {
            text!(language, "extract.pay.none")
        } else {
            text!(language, "extract.pay.open")
        }
    }
}

impl DealPay {
    /// "Teamprovision, Ebene 2: 5 %".
    pub fn say(&self, language: Language) -> String {
        let bonus = self.bonus.get(language);
        let named = match self.level {
            0 => bonus.to_owned(),
            level => text!(language, "extract.pay.level", bonus = bonus, level = level),
        };
        let Some(rate) = self.rate else { return named };
        let rate = texts::percent(language, rate);
        let mut said = text!(language, "extract.pay.rate", bonus = named, rate = rate);
        if let Some(factored) = &self.factored {
            said = text!(language, "extract.pay.factored", said = said, base = factored.say(language, self.base));
        }
        if self.base_share != Rate::WHOLE {
            let share = texts::percent(language, self.base_share);
            said = text!(language, "extract.pay.of_share", said = said, share = share);
        }
        if self.part != Rate::WHOLE {
            let part = texts::percent(language, self.part);
            said = text!(language, "extract.pay.of_part", said = said, part = part);
        }
        said
    }

    /// In which run it was settled, and when it was posted and paid.
    pub fn settled(&self, language: Language) -> String {
        let mut parts = vec![run_number(self.run)];
        parts.extend(
            self.posted_on.map(|day| text!(language, "extract.pay.posted_on", day = texts::day_short(language, day))),
        );
        parts.extend(
            self.paid_on.map(|day| text!(language, "extract.pay.paid_on", day = texts::day_short(language, day))),
        );
        parts.join(" · ")
    }
}

/// "September 2026", or "August 2026 bis September 2026".
pub fn say_months(language: Language, first: Period, last: Period) -> String {
    if first == last {
        return texts::period(language, first);
    }
    text!(language, "extract.months.span", first = texts::period(language, first), last = texts::period(language, last))
}

fn reason(language: Language, written: &str) -> String {
    if written.is_empty() { text!(language, "extract.fate.no_reason") } else { written.to_owned() }
}
