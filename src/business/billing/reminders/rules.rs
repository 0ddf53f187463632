//! When is reminded, what it costs, and in which words: the firm's own rules.

use serde::{Deserialize, Serialize};

use crate::business::billing::reminders::law::half_year_of;
use crate::business::billing::reminders::records::{ONLY_TO_REMINDER_RULES, reminder_rules};
use crate::business::failure::{Complaint, Failure, Refusal, RefusalKind};
use crate::business::firm::{FirmPartChanged, firm};
use crate::business::permission::Permission;
use crate::business::tx::Tx;
use crate::store::{Stored, encode};
use crate::text;
use crate::values::{Currency, Day, Language, LocalText, Money, Rate};

/// More reminders than these nobody takes seriously; after the last one a lawyer or nobody writes.
pub const LEVELS_MAX: usize = 3;
pub const DAYS_MAX: u32 = 120;
const WORDS_MAX: usize = 1_500;
/// In minor units; more than this is no fee of a letter.
const FEE_MAX: i64 = 10_000;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReminderRules {
    /// From one to three.
    pub levels: Vec<ReminderLevel>,
    /// Whether default interest is charged, as the law of the firm's country says.
    pub charges_interest: bool,
    /// Nobody is written to for less.
    pub least: Money,
    /// When the newest bank statement is older than so many days, somebody reads a new one in first.
    pub bank_days_max: u32,
    /// Base rates of half-years that Kontor does not know yet, each by its first day.
    pub base_rates: Vec<(Day, Rate)>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReminderLevel {
    /// For the first level after the due day, for others after the reminder before.
    pub after_days: u32,
    /// So long somebody has to pay, from the day of the letter.
    pub pay_days: u32,
    /// For firms.
    pub fee: Money,
    /// For consumers: only what was agreed with them (AT: § 6 (1) 15 KSchG; DE: § 309 No. 5 BGB).
    pub fee_consumers: Money,
    /// Empty for the words that Kontor has.
    pub title: LocalText,
    pub words: LocalText,
}

impl ReminderRules {
    /// What a firm begins with: nothing is sent before somebody chooses it.
    pub fn beginning(currency: Currency) -> ReminderRules {
        let level = |after_days: u32, pay_days: u32, fee: i64| ReminderLevel {
            after_days,
            pay_days,
            fee: Money::new(fee, currency),
            fee_consumers: Money::zero(currency),
            title: LocalText::default(),
            words: LocalText::default(),
        };
        ReminderRules {
            levels: vec![level(7, 10, 0), level(14, 10, 500), level(14, 7, 1_000)],
            charges_interest: true,
            least: Money::new(500, currency),
            bank_days_max: 3,
            base_rates: Vec::new(),
        }
    }

    /// The rule of a level, from 1 on.
    pub fn level(&self, number: u8) -> Option<&ReminderLevel> {
        self.levels.get(usize::from(number.checked_sub(1)?))
    }

    /// Stands for what is set, to tell whether somebody else has changed it meanwhile.
    pub fn mark(&self) -> String {
        let bytes = encode(self).unwrap_or_default();
        blake3::hash(&bytes).to_hex().to_string()
    }

    /// What stands over the letter of a level.
    pub fn title(&self, number: u8, language: Language) -> String {
        own(self.level(number).map(|level| &level.title), language)
            .unwrap_or_else(|| text!(language, &format!("reminders.words.title_{}", number.clamp(1, 3))))
    }

    /// What the letter of a level says before its list, in paragraphs.
    pub fn words(&self, number: u8, language: Language) -> String {
        own(self.level(number).map(|level| &level.words), language)
            .unwrap_or_else(|| text!(language, &format!("reminders.words.letter_{}", number.clamp(1, 3))))
    }

    fn complaints(&self, currency: Currency) -> Vec<Complaint> {
        let mut complaints = Vec::new();
        let mut fault = |is_wrong: bool, key: &'static str, field: String| {
            complaints.extend(is_wrong.then(|| Complaint::new(key).at(field)));
        };
        let is_amount = |amount: Money| !amount.is_negative() && amount.currency() == currency;
        fault(self.levels.is_empty() || self.levels.len() > LEVELS_MAX, "reminders.refusal.levels", "days_1".into());
        fault(!is_amount(self.least), "reminders.refusal.amount", "least".into());
        fault(self.bank_days_max > DAYS_MAX, "reminders.refusal.days", "bank_days".into());
        for (number, level) in (1..).zip(&self.levels) {
            fault(
                level.after_days == 0 || level.after_days > DAYS_MAX,
                "reminders.refusal.days",
                format!("days_{number}"),
            );
            fault(level.pay_days == 0 || level.pay_days > DAYS_MAX, "reminders.refusal.days", format!("pay_{number}"));
            for (name, fee) in [("fee", level.fee), ("consumers", level.fee_consumers)] {
                let is_wrong = !is_amount(fee) || fee.minor() > FEE_MAX;
                fault(is_wrong, "reminders.refusal.fee", format!("{name}_{number}"));
            }
            for (name, words) in [("title", &level.title), ("words", &level.words)] {
                for (tag, of) in [("de", &words.de), ("en", &words.en), ("zh", &words.zh)] {
                    let is_long = of.chars().count() > WORDS_MAX;
                    fault(is_long, "reminders.refusal.words", format!("{name}_{number}_{tag}"));
                }
            }
        }
        complaints
    }
}

fn own(words: Option<&LocalText>, language: Language) -> Option<String> {
    let words = match language {
        Language::De => words.map(|words| &words.de),
        Language::En => words.map(|words| &words.en),
        Language::Zh => words.map(|words| &words.zh),
    };
    words.filter(|words| !words.trim().is_empty()).cloned()
}

/// Holds for reminders from now on. `seen` is the mark of what stood there when the change was begun.
pub fn change_reminder_rules(tx: &mut Tx, rules: &ReminderRules, seen: &str) -> Result<(), Failure> {
    tx.require(Permission::FirmEdit)?;
    let now = reminder_rules(tx);
    if now.mark() != seen {
        return Err(Refusal::of(RefusalKind::Conflict, Complaint::new("firm.refusal.changed_meanwhile")).into());
    }
    let currency = firm(tx).ok_or_else(Failure::not_found)?.currency;
    Failure::unless_empty(rules.complaints(currency))?;
    let mut rules = rules.clone();
    rules.base_rates.retain(|(from, _)| half_year_of(*from) == *from);
    rules.base_rates.sort_by_key(|(from, _)| *from);
    if now == rules {
        return Ok(());
    }
    let told = tx.record(FirmPartChanged { part: "reminders" });
    tx.save(&told, &ONLY_TO_REMINDER_RULES, &(), &rules);
    Ok(())
}

impl Stored for ReminderRules {
    const VERSION: u8 = 1;
}
