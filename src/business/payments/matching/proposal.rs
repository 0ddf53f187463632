//! What matching thinks of a line.

use crate::business::payments::matching::{ItemNo, PayerNo};
use crate::values::Money;

/// How far a proposal may go by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Confidence {
    /// Nothing is known, or several things as loudly.
    Wait,
    /// One keystroke of a person.
    Propose,
    /// Safe enough to be posted by itself.
    Post,
}

/// Why: each is a sentence on the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum MatchReason {
    WholeNumber,
    NumberOneSlipOff,
    ExactAmount,
    SkontoInTime,
    KnownAccount,
    CustomerNumber,
    WholeName,
    OnlyOneWithThisAmount,
    SumOfAllNamed,
    SumOfSomeNamed,
    EverythingOwed,
    ListCutOff,
    BelongsToInvoice,
    CreditUsed,
    Part,
    TooMuch,
    EndToEnd,
    Mandate,
    SentInItsCurrency,
    PaidAlready,
    CreditNotePaidOut,
    // What speaks against posting it by itself:
    PayerOwesTheSame,
    NeighbourOwesTheSame,
    SeveralFit,
    PayerUnknown,
    OtherAmount,
    SkontoMiscounted,
    SkontoTooLate,
    OtherNumber,
    NameAndAmountAlone,
    RateUnknown,
}

impl MatchReason {
    /// A stable word for text keys.
    pub const fn word(self) -> &'static str {
        match self {
            MatchReason::WholeNumber => "whole_number",
            MatchReason::NumberOneSlipOff => "number_one_slip_off",
            MatchReason::ExactAmount => "exact_amount",
            MatchReason::SkontoInTime => "skonto_in_time",
            MatchReason::KnownAccount => "known_account",
            MatchReason::CustomerNumber => "customer_number",
            MatchReason::WholeName => "whole_name",
            MatchReason::OnlyOneWithThisAmount => "only_one_with_this_amount",
            MatchReason::SumOfAllNamed => "sum_of_all_named",
            MatchReason::SumOfSomeNamed => "sum_of_some_named",
            MatchReason::EverythingOwed => "everything_owed",
            MatchReason::ListCutOff => "list_cut_off",
            MatchReason::BelongsToInvoice => "belongs_to_invoice",
            MatchReason::CreditUsed => "credit_used",
            MatchReason::Part => "part",
            MatchReason::TooMuch => "too_much",
            MatchReason::EndToEnd => "end_to_end",
            MatchReason::Mandate => "mandate",
            MatchReason::SentInItsCurrency => "sent_in_its_currency",
            MatchReason::PaidAlready => "paid_already",
            MatchReason::CreditNotePaidOut => "credit_note_paid_out",
            MatchReason::PayerOwesTheSame => "payer_owes_the_same",
            MatchReason::NeighbourOwesTheSame => "neighbour_owes_the_same",
            MatchReason::SeveralFit => "several_fit",
            MatchReason::PayerUnknown => "payer_unknown",
            MatchReason::OtherAmount => "other_amount",
            MatchReason::SkontoMiscounted => "skonto_miscounted",
            MatchReason::SkontoTooLate => "skonto_too_late",
            MatchReason::OtherNumber => "other_number",
            MatchReason::NameAndAmountAlone => "name_and_amount_alone",
            MatchReason::RateUnknown => "rate_unknown",
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clears {
    pub item: ItemNo,
    /// In the currency of the item; negative when it is open again, and for credit notes.
    pub amount: Money,
    pub let_off: Option<Money>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum RestOf {
    /// Credit of a payer; negative where it is used.
    Payer(PayerNo),
    /// What the bank took.
    Bank,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rest {
    pub of: RestOf,
    pub amount: Money,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposal {
    pub confidence: Confidence,
    pub clears: Vec<Clears>,
    pub rest: Option<Rest>,
    pub reasons: Vec<MatchReason>,
}

impl Proposal {
    pub fn wait(reasons: &[MatchReason]) -> Proposal {
        Proposal { confidence: Confidence::Wait, clears: Vec::new(), rest: None, reasons: reasons.to_vec() }
    }

    pub(super) fn of(confidence: Confidence, clears: Vec<Clears>, reasons: &[MatchReason]) -> Proposal {
        let mut reasons = reasons.to_vec();
        if clears.iter().any(|cleared| cleared.let_off.is_some()) {
            reasons.push(MatchReason::SkontoInTime);
        }
        Proposal { confidence, clears, rest: None, reasons }
    }

    pub(super) fn with_rest(mut self, of: RestOf, amount: Money) -> Proposal {
        self.rest = (!amount.is_zero()).then_some(Rest { of, amount });
        self
    }

    /// The same, for a person to decide, and what speaks against posting it.
    pub(in crate::business::payments) fn doubted(mut self, because: MatchReason) -> Proposal {
        self.confidence = self.confidence.min(Confidence::Propose);
        self.reasons.push(because);
        self
    }
}
