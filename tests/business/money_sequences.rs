//! Whatever is done with money in whatever order, every month, item, balance and number agrees.

use kontor::business::approvals::{self, Answer};
use kontor::business::billing::{self, CancelInvoice, Chosen, NewCreditNote, NewPart, PartKind, reminders};
use kontor::business::cases::{self, TaskPlace};
use kontor::business::checks::CHECKS;
use kontor::business::commissions::{self, shipped_plans};
use kontor::business::customers::{self, CustomerGroup, NewCustomer};
use kontor::business::ledger::{
    self, LedgerAccount, close_period, closing_of, newest_closed, open_items, postings, reopen_period,
};
use kontor::business::orders::{self, Fate, NewBuyer, OrderState, PaymentMethod, PlaceOrder, ReturnGoods, ReturnLine};
use kontor::business::payments::{
    self, BatchState, NewPayment, ReserveState, free_reserve, pay_credit_out, place_order_with_credit,
};
use kontor::business::people;
use kontor::business::permission::Permission;
use kontor::business::shipping;
use kontor::business::view::View;
use kontor::store::Subject;
use kontor::values::{CustomerId, Day, Iban, InvoiceId, Money, OrderId, PartnerId, Period, Rate};
use proptest::prelude::*;

use crate::business::billing::{books_balance, numbers_have_no_gap};
use crate::business::commissions::{clerk, manager};
use crate::business::shop::{Shop, checkout, day, staff};
use crate::business::stage::{fetch_file, imported_order};

#[derive(Clone, Debug)]
enum Step {
    Order {
        customer: bool,
        on_invoice: bool,
        oats: u32,
    },
    /// An order of the partner, of which credit pays a share.
    OrderWithCredit {
        oats: u32,
        share: i64,
    },
    /// Whatever comes next on the order's way out of the house.
    Advance {
        which: usize,
    },
    Pay {
        which: usize,
        share: i64,
        days_ago: i32,
    },
    /// What is too much goes back.
    Refund {
        which: usize,
    },
    Reverse {
        which: usize,
    },
    Return {
        which: usize,
    },
    Cancel {
        which: usize,
    },
    /// An invoice for a part of an order, in advance or not.
    Part {
        which: usize,
        in_advance: bool,
        share: i64,
    },
    Anew {
        which: usize,
    },
    CancelDocument {
        which: usize,
    },
    CreditByHand {
        which: usize,
        cents: i64,
    },
    Days {
        days: i32,
    },
    Close,
    Reopen {
        agreed: bool,
    },
    Run,
    PayRun,
    Export,
    CancelBatch,
    FreeReserve,
    PayCreditOut,
    /// Everybody whose turn it is.
    Remind,
    Waive {
        which: usize,
    },
}

fn step() -> impl Strategy<Value = Step> {
    let which = 0..5_usize;
    prop_oneof![
        4 => (any::<bool>(), any::<bool>(), 1..4_u32)
            .prop_map(|(customer, on_invoice, oats)| Step::Order { customer, on_invoice, oats }),
        1 => (1..4_u32, 1..3_i64).prop_map(|(oats, share)| Step::OrderWithCredit { oats, share }),
        14 => which.clone().prop_map(|which| Step::Advance { which }),
        5 => (which.clone(), 1..4_i64, 0..40_i32).prop_map(|(which, share, days_ago)| Step::Pay { which, share, days_ago }),
        2 => which.clone().prop_map(|which| Step::Refund { which }),
        4 => which.clone().prop_map(|which| Step::Reverse { which }),
        4 => which.clone().prop_map(|which| Step::Return { which }),
        1 => which.clone().prop_map(|which| Step::Cancel { which }),
        3 => (which.clone(), any::<bool>(), 1..5_i64)
            .prop_map(|(which, in_advance, share)| Step::Part { which, in_advance, share }),
        2 => which.clone().prop_map(|which| Step::Anew { which }),
        2 => which.clone().prop_map(|which| Step::CancelDocument { which }),
        2 => (which.clone(), 1..2_000_i64).prop_map(|(which, cents)| Step::CreditByHand { which, cents }),
        3 => Just(Step::Remind),
        1 => which.prop_map(|which| Step::Waive { which }),
        4 => (1..25_i32).prop_map(|days| Step::Days { days }),
        2 => Just(Step::Close),
        1 => any::<bool>().prop_map(|agreed| Step::Reopen { agreed }),
        3 => Just(Step::Run),
        2 => Just(Step::PayRun),
        1 => Just(Step::Export),
        1 => Just(Step::CancelBatch),
        1 => Just(Step::FreeReserve),
        1 => Just(Step::PayCreditOut),
    ]
}

/// A shop with a customer, and a partner whose pay is divided into its parts.
struct Firm {
    shop: Shop,
    customer: CustomerId,
    partner: PartnerId,
    buyer: kontor::business::actor::Actor,
}

impl Firm {
    fn new() -> Firm {
        let shop = Shop::new();
        let terms = "minimum = \"1.00\"\nfee = \"0.50\"\nreserve = \"10 %\"\nreserve_months = 1\ncredit = \"20 %\"";
        let plan = shipped_plans()[0].1.replace("minimum = \"10.00\"", terms);
        shop.write(&clerk(), move |tx| commissions::adopt_plan(tx, &plan)).unwrap();
        let buyer = shop.partner("P-1");
        let (partner, person) = (buyer.partner.unwrap(), buyer.person.unwrap());
        let customer = shop
            .run(move |tx| {
                let mut known = people::person(tx, person).unwrap();
                known.iban = Iban::parse("DE89 3704 0044 0532 0130 00");
                people::change_person(tx, person, &known)?;
                let person = people::create_person(tx, &crate::business::shop::person("Gruber"))?;
                let (group, number) = (CustomerGroup::Private, String::new());
                customers::open_customer(tx, &NewCustomer { person, group, partner: None, number })
            })
            .unwrap();
        // What was sold in May is what the first runs pay for.
        let sale = imported_order("S-1", partner, day("2026-05-10"), 60_000, 600);
        shop.run(move |tx| orders::import_order(tx, &sale)).unwrap();
        shop.receive(shop.oats, 500, None);
        Firm { shop, customer, partner, buyer }
    }

    fn today(&self) -> Day {
        self.shop.read(|view| view.today())
    }

    fn order(&self, which: usize) -> OrderId {
        // The one of the former system comes first, and nothing is done with it here.
        let ids: Vec<OrderId> = self.shop.read(|view| orders::orders(view, None, 99)).iter().map(|row| row.0).collect();
        let newest = ids.len().saturating_sub(1);
        ids.get(which.min(newest)).copied().filter(|id| id.number() > 1).unwrap_or(OrderId::new(999))
    }

    fn document(&self, which: usize) -> Option<InvoiceId> {
        self.shop.read(|view| billing::invoices(view, None, 9)).get(which).map(|row| row.0)
    }

    /// Takes a step; a refusal is as good an answer as any.
    fn take(&self, key: u8, step: &Step) {
        let shop = &self.shop;
        match *step {
            Step::Order { customer, on_invoice, oats } => {
                let buyer = if customer { NewBuyer::StaffForCustomer(self.customer) } else { NewBuyer::StaffForGuest };
                let payment_method = if on_invoice { PaymentMethod::Invoice } else { PaymentMethod::Prepayment };
                let command = PlaceOrder { buyer, payment_method, ..checkout(key, &[(shop.oats, oats)]) };
                drop(shop.run(move |tx| orders::place_order(tx, &command)));
            }
            Step::OrderWithCredit { oats, share } => {
                let command = PlaceOrder { buyer: NewBuyer::PartnerOwn, ..checkout(key, &[(shop.oats, oats)]) };
                let credit = shop.read(|view| payments::credit_at_hand(view, self.partner)).minor().min(1_000) / share;
                let place = move |tx: &mut kontor::business::tx::Tx<'_, '_, '_>| {
                    place_order_with_credit(tx, &command, Money::eur(credit))
                };
                drop(shop.write(&self.buyer, place));
            }
            Step::Advance { which } => self.advance(self.order(which)),
            Step::Pay { which, share, days_ago } => {
                let order = self.order(which);
                let Some(settled) = shop.read(|view| payments::settlement(view, order)) else { return };
                let amount = Money::eur((settled.open().minor() / share).abs().max(100));
                let received_on = self.today().plus_days(-days_ago);
                let new = NewPayment { order, amount, received_on, reference: String::new() };
                let closed = shop.read(|view| ledger::closed_day(view, received_on)).is_some();
                let paid = shop.run(move |tx| payments::record_payment(tx, &new));
                assert_eq!(paid.is_err(), closed, "{paid:?}");
            }
            Step::Refund { which } => {
                let order = self.order(which);
                let Some(settled) = shop.read(|view| payments::settlement(view, order)) else { return };
                let amount = settled.open().min(Money::eur(0));
                let new = NewPayment { order, amount, received_on: self.today(), reference: String::new() };
                drop(shop.run(move |tx| payments::record_payment(tx, &new)));
            }
            Step::Reverse { which } => {
                let known = shop.read(|view| payments::payments(view, None, 9));
                let Some((payment, _)) = known.get(which).cloned() else { return };
                drop(shop.run(move |tx| payments::reverse_payment(tx, payment, "x")));
            }
            Step::Return { which } => {
                let lines = vec![ReturnLine { line: 1, quantity: 1, fate: Fate::Restock }];
                let command = ReturnGoods { order: self.order(which), lines, reason: "x".to_owned() };
                drop(shop.run(move |tx| orders::return_goods(tx, &command)));
            }
            Step::Cancel { which } => {
                let id = self.order(which);
                drop(shop.run(move |tx| orders::cancel_order(tx, id, "x")));
            }
            Step::Part { which, in_advance, share } => {
                let order = self.order(which);
                let Some(found) = shop.read(|view| orders::order(view, order)) else { return };
                let kind = if in_advance { PartKind::DownPayment } else { PartKind::Partial };
                let amount = Money::eur(found.totals().gross.minor() / share);
                let chosen = if share == 4 { Chosen::Lines(vec![(1, 1)]) } else { Chosen::Amount(amount) };
                let new = NewPart { order, kind, chosen };
                drop(shop.run(move |tx| billing::issue_part(tx, &new)));
            }
            Step::Anew { which } => {
                let order = self.order(which);
                drop(shop.run(move |tx| billing::issue_anew(tx, order)));
            }
            Step::CancelDocument { which } => {
                let Some(invoice) = self.document(which) else { return };
                let cancel = CancelInvoice { invoice, reason: "x".to_owned() };
                drop(shop.run(move |tx| billing::cancel_invoice(tx, &cancel)));
            }
            Step::CreditByHand { which, cents } => {
                let Some(invoice) = self.document(which) else { return };
                let amount = Some((Money::eur(cents), Rate::from_percent(10)));
                let note = NewCreditNote { invoice, lines: Vec::new(), amount, reason: "x".to_owned() };
                drop(shop.run(move |tx| billing::issue_free_credit_note(tx, &note)));
            }
            Step::Days { days } => {
                shop.on(&self.today().plus_days(days).to_string());
            }
            Step::Close => {
                let month = Period::month_of(self.today()).previous();
                let head = staff(5, &[Permission::LedgerClose]);
                drop(shop.write(&head, move |tx| close_period(tx, month)));
            }
            Step::Reopen { agreed } => {
                let Some((id, _)) = shop.read(|view| newest_closed(view)) else { return };
                let reader = staff(6, &[Permission::LedgerView]);
                let Ok(approval) = shop.write(&reader, move |tx| reopen_period(tx, id, "x")) else { return };
                let head = staff(5, &[Permission::LedgerClose]);
                let answer = if agreed { Answer::Agree } else { Answer::Refuse };
                shop.write(&head, move |tx| approvals::decide(tx, approval, answer, "x")).unwrap();
            }
            Step::Run => self.run(),
            Step::PayRun => {
                let runs = shop.read(|view| commissions::runs(view));
                let Some((run, _)) = runs.first().cloned() else { return };
                let on = shop.read(|view| payments::bank_day_from(view.today().plus_days(1)));
                drop(shop.write(&manager(), move |tx| commissions::pay_run(tx, run, on)));
            }
            Step::Export | Step::CancelBatch => {
                let found = shop.read(|view| payments::batches(view));
                let ready = found.iter().find(|(_, batch)| batch.state == BatchState::Submitted).map(|(id, _)| *id);
                let Some(batch) = ready else { return };
                if matches!(step, Step::Export) {
                    drop(fetch_file(&shop.door, &manager(), batch, [7; 32]));
                } else {
                    drop(shop.write(&manager(), move |tx| payments::cancel_batch(tx, batch, "x")));
                }
            }
            Step::FreeReserve => {
                let partner = self.partner;
                let found = shop.read(|view| payments::reserves_of_partner(view, partner)).unwrap();
                let held = found.iter().find(|(_, reserve)| reserve.state == ReserveState::Held).map(|(id, _)| *id);
                let Some(batch) = held else { return };
                drop(shop.write(&manager(), move |tx| free_reserve(tx, partner, batch, "x")));
            }
            Step::Remind => {
                let planned = shop.read(reminders_of);
                drop(shop.run(move |tx| cases::send_reminders(tx, &planned)));
            }
            Step::Waive { which } => {
                let known = shop.read(|view| reminders::reminders(view));
                let Some((id, _)) = known.get(which).cloned() else { return };
                drop(shop.run(move |tx| reminders::waive_charges(tx, id, "x")));
            }
            Step::PayCreditOut => {
                let partner = self.partner;
                drop(shop.write(&manager(), move |tx| pay_credit_out(tx, partner, "x")));
            }
        }
    }

    fn advance(&self, id: OrderId) {
        let shop = &self.shop;
        let Some(found) = shop.read(|view| orders::order(view, id)) else { return };
        match found.state {
            OrderState::Confirmed => {
                drop(shop.run(move |tx| {
                    let known = cases::cases_of(tx, &Subject::of(id));
                    let case = known.last().map_or(kontor::values::CaseId::new(999), |(case, _)| *case);
                    cases::complete_task(tx, TaskPlace { case, place: 0 }, "")
                }));
                drop(shop.run(move |tx| shipping::pick_order(tx, id)));
            }
            OrderState::Picked => drop(shop.pack(id)),
            OrderState::Packed => drop(shop.run(move |tx| shipping::hand_over_order(tx, id))),
            OrderState::Shipped | OrderState::Cancelled | OrderState::Returned => {}
        }
    }

    /// The next month that is not settled, from opening to posting.
    fn run(&self) {
        let posted = self.shop.read(|view| commissions::runs(view)).len();
        let may = Period::parse("2026-05").unwrap();
        let month = (0..posted).fold(may, |month, _| month.next());
        if month.last() >= self.today() {
            return;
        }
        let run = self.shop.write(&clerk(), move |tx| commissions::open_run(tx, "unilevel-simple", month)).unwrap();
        self.shop.write(&clerk(), move |tx| commissions::calculate_run(tx, run)).unwrap();
        let approval = self.shop.write(&clerk(), move |tx| commissions::submit_run(tx, run)).unwrap();
        self.shop.write(&manager(), move |tx| approvals::decide(tx, approval, Answer::Agree, "")).unwrap();
        self.shop.write(&manager(), move |tx| commissions::post_run(tx, run)).unwrap();
    }

    fn agrees(&self, names: &[&str]) {
        self.shop.read(|view| {
            for check in CHECKS.iter().filter(|check| names.is_empty() || names.contains(&check.name)) {
                let defects = check.run(view);
                assert!(defects.is_empty(), "{}: {defects:?}", check.name);
            }
        });
    }

    /// The items of an order are what its invoices and payments say, and never both owed and owing.
    fn items_agree(&self) {
        self.shop.read(|view| {
            let open = open_items(view);
            for (id, _) in orders::orders(view, None, 999).into_iter().filter(|(id, _)| id.number() > 1) {
                let own: Vec<i64> = open
                    .iter()
                    .filter(|(key, item)| key.account == LedgerAccount::Receivables && item.order == Some(id))
                    .map(|(_, item)| item.open().minor())
                    .collect();
                assert!(own.iter().all(|minor| *minor > 0) || own.iter().all(|minor| *minor < 0), "{own:?}");
                let settled = payments::settlement(view, id).unwrap();
                let documents = billing::invoices_of_order(view, id);
                let charged = documents.iter().fold(settled.charged, |sum, (_, document)| sum + document.charged());
                assert_eq!(own.iter().sum::<i64>(), (charged - settled.received).minor(), "{id}");
                if billing::whole_invoice(&documents).is_some() {
                    assert_eq!(charged, settled.owed + settled.charged, "{id}");
                }
            }
        });
    }

    /// What was booked after a month was closed stands behind it, unless it was opened again meanwhile.
    fn nothing_is_booked_in_closed_months(&self) {
        self.shop.read(|view| {
            let Some((_, closing)) = newest_closed(view) else { return };
            for (id, posting) in postings(view, None, usize::MAX) {
                assert!(posting.at <= closing.at || posting.day > closing.through, "{id}");
                assert_eq!(posting.items.len(), posting.lines.len());
            }
        });
    }
}

/// What stands for each letter that would be sent today; the operator may.
fn reminders_of(view: &View<'_>) -> Vec<String> {
    let planned = cases::plan_reminders(view).unwrap_or_default();
    planned.letters.iter().map(reminders::PlannedLetter::mark).collect()
}

const AFTER_EACH: [&str; 7] = [
    "ledger.postings",
    "ledger.balances",
    "ledger.index",
    "ledger.items",
    "ledger.closings",
    "billing.numbers",
    "billing.reminders",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, ..ProptestConfig::default() })]

    #[test]
    fn money_agrees_after_any_sequence(steps in prop::collection::vec(step(), 1..90)) {
        let firm = Firm::new();
        for (key, step) in (1..).zip(&steps) {
            firm.take(key, step);
            firm.agrees(&AFTER_EACH);
            firm.items_agree();
        }
        firm.nothing_is_booked_in_closed_months();
        firm.agrees(&[]);
        books_balance(&firm.shop);
        numbers_have_no_gap(&firm.shop);
    }
}

#[test]
fn a_run_of_a_closed_month_is_booked_on_the_first_open_day() {
    let firm = Firm::new();
    firm.shop.on("2026-07-02");
    let head = staff(5, &[Permission::LedgerClose]);
    let june = Period::parse("2026-06").unwrap();
    firm.shop.write(&head, move |tx| close_period(tx, june)).unwrap();
    firm.run();
    let (_, posting) = firm.shop.read(|view| postings(view, None, 1)).remove(0);
    assert_eq!((posting.rule.as_str(), posting.day), ("run_posted", day("2026-07-01")));
    assert_eq!(posting.service_on, Some(day("2026-05-31")));
    assert_eq!(firm.shop.read(|view| newest_closed(view)).unwrap().0, closing_of(june.first()));
    firm.agrees(&[]);
}
