//! Where pay stems from, who the end customers are, and to whom much was paid.

use kontor::business::access::ensure_standard_roles;
use kontor::business::actor::Actor;
use kontor::business::approvals::{self, Answer};
use kontor::business::commissions::{
    self, MissingParticular, PaySource, month_evidence, payees_of_year, retail_by_partner, retail_customers_of,
};
use kontor::business::orders::{self, NewBuyer, PlaceOrder};
use kontor::business::partners;
use kontor::business::partners::{NewHeir, ask_inheritance, decide_request};
use kontor::business::people::{self, PersonKind, TaxParticulars, note_tax_particulars, tax_particulars};
use kontor::business::permission::Permission;
use kontor::store::{Subject, entries_of};
use kontor::values::{Money, PartnerId, Period, PersonId, Rate};

use crate::business::commissions::{May, clerk, manager, may};
use crate::business::shop::{Shop, checkout};
use crate::business::stage::{day, fetch_file, keys, partner_actor, person, refused, staff};

fn treasurer() -> Actor {
    staff(30, &[Permission::PaymentsView, Permission::CommissionsView, Permission::PartnersEdit])
}

fn person_of(firm: &May, partner: PartnerId) -> PersonId {
    firm.stage.read(&Actor::system(), |view| partners::partner(view, partner).unwrap().person)
}

#[test]
fn pay_is_told_by_who_bought_and_adds_up_to_what_was_posted() {
    let firm = May::new();
    let run = firm.posted();
    let evidence = firm.stage.read(&clerk(), |view| month_evidence(view, may()).unwrap());
    assert_eq!(evidence.runs, [(run, may())]);
    assert_eq!(evidence.total(), Money::eur(4_600));
    assert_eq!(evidence.pay_from(PaySource::EndCustomers), Money::eur(4_600));
    assert_eq!(evidence.share(PaySource::EndCustomers), Some(Rate::WHOLE));
    assert_eq!(evidence.share(PaySource::OwnPurchases), Some(Rate::from_percent(0)));
    assert_eq!(evidence.sold.end_customers, Money::eur(16_000));
    let by_bonus: Vec<i64> = evidence
        .bonuses
        .iter()
        .map(|bonus| commissions::pay_from(&bonus.pay, PaySource::EndCustomers).minor())
        .collect();
    assert_eq!(by_bonus.iter().sum::<i64>(), 4_600);
    let people: Vec<(PartnerId, i64)> =
        evidence.people.iter().map(|(id, pay)| (*id, commissions::pay_total(pay).minor())).collect();
    assert_eq!(people, [(firm.a, 1_000), (firm.b, 1_600), (firm.c, 2_000)]);
    assert_eq!(evidence.lines.iter().sum::<u64>(), 6);
}

#[test]
fn what_partners_buy_themselves_is_told_apart_from_what_end_customers_buy() {
    let shop = Shop::new();
    shop.run(|tx| commissions::adopt_plan(tx, commissions::shipped_plans()[0].1)).unwrap();
    shop.receive(shop.oats, 99, None);
    let (above, below) = (shop.partner("P-1"), shop.partner("P-2"));
    let (top, low) = (above.partner.unwrap(), below.partner.unwrap());
    shop.run(move |tx| partners::change_sponsor(tx, low, Some(top), tx.today(), "gehört dorthin")).unwrap();
    let place = |actor: &Actor, command: PlaceOrder| {
        let id = shop.write(actor, move |tx| orders::place_order(tx, &command)).unwrap();
        shop.ship(id);
    };
    for (key, actor) in [(1, &above), (2, &below)] {
        place(actor, PlaceOrder { buyer: NewBuyer::PartnerOwn, ..checkout(key, &[(shop.oats, 4)]) });
    }
    let visitor = Actor::visitor(kontor::values::Language::De);
    place(&visitor, PlaceOrder { referral: Some(low), ..checkout(3, &[(shop.oats, 4)]) });
    shop.on("2026-07-02");
    let june = Period::parse("2026-06").unwrap();
    let run = shop.run(move |tx| commissions::open_run(tx, "unilevel-simple", june)).unwrap();
    shop.run(move |tx| commissions::calculate_run(tx, run)).unwrap();
    let approval = shop.run(move |tx| commissions::submit_run(tx, run)).unwrap();
    shop.write(&manager(), move |tx| approvals::decide(tx, approval, Answer::Agree, "")).unwrap();
    shop.run(move |tx| commissions::post_run(tx, run)).unwrap();
    let evidence = shop.read(|view| month_evidence(view, june).unwrap());
    // Four pieces of 5.00 base each: P-2 gets 20 % of what the customer bought, P-1 6 % of that and of P-2's own.
    assert_eq!(evidence.pay_from(PaySource::EndCustomers), Money::eur(400 + 120));
    assert_eq!(evidence.pay_from(PaySource::TeamPurchases), Money::eur(120));
    assert_eq!(evidence.pay_from(PaySource::OwnPurchases), Money::eur(0));
    assert_eq!(evidence.share(PaySource::EndCustomers), Some(Rate::from_millionths(813_000)));
    assert_eq!((evidence.sold.end_customers, evidence.sold.partners), (Money::eur(2_000), Money::eur(4_000)));
}

#[test]
fn a_month_without_a_posted_run_has_no_share() {
    let firm = May::new();
    firm.approved();
    let evidence = firm.stage.read(&clerk(), |view| month_evidence(view, may()).unwrap());
    assert!(evidence.runs.is_empty() && evidence.share(PaySource::EndCustomers).is_none());
    let failure = firm.stage.read(&partner_actor(firm.a), |view| month_evidence(view, may()).unwrap_err());
    assert_eq!(keys(&failure), ["business.refusal.not_allowed"]);
}

#[test]
fn an_end_customer_counts_once_however_often_he_buys_and_a_partner_never() {
    let firm = May::new();
    firm.stage.sale(firm.c, "2026-05-20", 3_000, 10);
    let rows = firm.stage.read(&clerk(), |view| retail_by_partner(view, may()).unwrap());
    let told: Vec<_> = rows.iter().map(|row| (row.partner, row.customers, row.orders, row.base.minor())).collect();
    // Every guest of the stage gives the same address.
    assert_eq!(told, [(firm.c, 1, 2, 13_000), (firm.b, 1, 1, 5_000), (firm.a, 1, 1, 1_000)]);
    let mut order = crate::business::stage::imported_order("partner", firm.c, day("2026-05-21"), 9_900, 10);
    order.buyer.person = Some(person_of(&firm, firm.a));
    firm.stage.write(&Actor::operator(), move |tx| orders::import_order(tx, &order)).unwrap();
    let customers = firm.stage.read(&clerk(), |view| retail_customers_of(view, firm.c, may()).unwrap());
    assert_eq!(customers.len(), 1);
    assert_eq!((customers[0].orders.len(), customers[0].base, customers[0].customer), (2, Money::eur(13_000), None));
    let april = Period::parse("2026-03").unwrap();
    let rows = firm.stage.read(&clerk(), |view| retail_by_partner(view, april).unwrap());
    assert!(rows.len() == 3 && rows.iter().all(|row| row.customers == 0), "a month without a customer is told too");
}

fn pay(firm: &May, on: &'static str, exported: bool) {
    let run = firm.posted();
    let batch = firm.stage.write(&manager(), move |tx| commissions::pay_run(tx, run, day(on))).unwrap();
    if exported {
        fetch_file(&firm.stage.door, &manager(), batch, [7; 32]).unwrap();
    }
}

fn payees(firm: &May, year: &str) -> Vec<commissions::PayeeRow> {
    let year = Period::parse(year).unwrap();
    firm.stage.read(&treasurer(), |view| payees_of_year(view, year).unwrap())
}

#[test]
fn whoever_got_more_than_a_limit_is_listed_once_it_was_paid() {
    let firm = May::new();
    // 20 % of 2,250.50 is 450.10, a cent in ten more than a single payment may be.
    firm.stage.sale(firm.b, "2026-05-20", 225_000, 500);
    pay(&firm, "2026-06-05", true);
    assert!(payees(&firm, "2026").is_empty(), "before the bank's day nothing is paid");
    firm.stage.on("2026-06-06");
    let rows = payees(&firm, "2026");
    assert_eq!(rows.len(), 1, "{rows:?}");
    let row = &rows[0];
    assert_eq!((row.partner, row.paid, row.payments), (firm.b, Money::eur(46_600), 1));
    assert!(row.is_over_a_single_payment() && !row.is_over_the_year());
    assert_eq!((row.largest, row.largest_on), (Money::eur(46_600), day("2026-06-05")));
    assert_eq!(row.missing, [MissingParticular::InsuranceNumberOrBirthday]);
    assert!(payees(&firm, "2025").is_empty() && payees(&firm, "2027").is_empty());
}

#[test]
fn whoever_held_the_position_on_the_day_of_a_payment_is_its_payee() {
    let firm = May::new();
    firm.stage.write(&Actor::operator(), ensure_standard_roles).unwrap();
    let former = person_of(&firm, firm.b);
    firm.stage.sale(firm.b, "2026-05-20", 500_000, 500);
    pay(&firm, "2026-06-05", true);
    let heir = NewHeir {
        partner: firm.b,
        heir: person("Erbin"),
        terms_version: "2026-01".to_owned(),
        from: day("2026-06-10"),
        reason: "Todesfall".to_owned(),
    };
    let editor = staff(40, &[Permission::PartnersEdit]);
    let decider = staff(50, &[Permission::PartnersApprove, Permission::DeskUse]);
    let request = firm.stage.write(&editor, move |tx| ask_inheritance(tx, &heir)).unwrap();
    firm.stage.on("2026-06-11");
    firm.stage.write(&decider, move |tx| decide_request(tx, request, Answer::Agree, None, "")).unwrap();
    let successor = person_of(&firm, firm.b);
    assert_ne!(former, successor);
    let rows = payees(&firm, "2026");
    assert_eq!(rows.iter().map(|row| (row.partner, row.person)).collect::<Vec<_>>(), [(firm.b, former)]);
    assert_eq!(firm.stage.read(&clerk(), |view| partners::holders_of(view, firm.b)), [former, successor]);
    // What is known of the successor is not told of the one before.
    let known = TaxParticulars { insurance_number: "1237010180".to_owned(), ..TaxParticulars::default() };
    firm.stage.write(&treasurer(), move |tx| note_tax_particulars(tx, successor, &known)).unwrap();
    assert_eq!(payees(&firm, "2026")[0].missing, [MissingParticular::InsuranceNumberOrBirthday]);
}

#[test]
fn exactly_the_limit_is_not_more_than_it_and_what_was_not_exported_is_not_paid() {
    let firm = May::new();
    // B gets 16.00 of May already: 20 % of 2,170.00 makes it 450.00.
    firm.stage.sale(firm.b, "2026-05-20", 217_000, 500);
    pay(&firm, "2026-06-05", true);
    firm.stage.on("2026-06-06");
    assert!(payees(&firm, "2026").is_empty());
    let other = May::new();
    other.stage.sale(other.b, "2026-05-20", 900_000, 500);
    pay(&other, "2026-06-05", false);
    other.stage.on("2026-06-06");
    assert!(payees(&other, "2026").is_empty());
}

fn noted(firm: &May, id: PersonId, new: TaxParticulars) -> Result<(), kontor::business::failure::Failure> {
    firm.stage.write(&treasurer(), move |tx| note_tax_particulars(tx, id, &new))
}

#[test]
fn what_is_missing_is_noted_and_no_longer_missing() {
    let firm = May::new();
    firm.stage.sale(firm.b, "2026-05-20", 900_000, 500);
    pay(&firm, "2026-06-05", true);
    firm.stage.on("2026-06-06");
    let id = person_of(&firm, firm.b);
    let number = TaxParticulars { insurance_number: "1237 010180".to_owned(), ..TaxParticulars::default() };
    noted(&firm, id, number).unwrap();
    let row = payees(&firm, "2026").remove(0);
    assert!(row.missing.is_empty() && row.is_over_the_year());
    assert_eq!(row.particulars.insurance_number, "1237010180");
    let bodies: String = firm.stage.read(&Actor::system(), |view| {
        entries_of(view, &Subject::of(id)).into_iter().map(|entry| entry.body).collect()
    });
    assert!(!bodies.contains("1237"), "the journal holds no personal data: {bodies}");
    let company = TaxParticulars::default();
    noted(&firm, id, company).unwrap();
    firm.stage
        .write(&Actor::operator(), move |tx| {
            let mut person = people::person(tx, id).unwrap();
            person.kind = PersonKind::Company;
            person.company = "Neuland OG".to_owned();
            person.address = None;
            people::change_person(tx, id, &person)
        })
        .unwrap();
    let row = payees(&firm, "2026").remove(0);
    assert_eq!(row.missing, [MissingParticular::Address, MissingParticular::TaxNumber]);
}

#[test]
fn wrong_particulars_are_refused_each_beside_its_field() {
    let firm = May::new();
    let id = person_of(&firm, firm.b);
    let wrong = TaxParticulars {
        insurance_number: "1234010180".to_owned(),
        born_on: Some(day("2030-01-01")),
        tax_number: "12 345/6789 und noch viel mehr".to_owned(),
    };
    refused(
        noted(&firm, id, wrong),
        &[
            "people.refusal.no_insurance_number@insurance_number",
            "people.refusal.no_birthday@born_on",
            "people.refusal.no_tax_number@tax_number",
        ],
    );
    for number in ["0237010180", "123701018", "12370101801", "12370I0180"] {
        let new = TaxParticulars { insurance_number: number.to_owned(), ..TaxParticulars::default() };
        refused(noted(&firm, id, new), &["people.refusal.no_insurance_number@insurance_number"]);
    }
    assert_eq!(firm.stage.read(&Actor::system(), |view| tax_particulars(view, id)), TaxParticulars::default());
    let stranger = clerk();
    let new = TaxParticulars::default();
    refused(
        firm.stage.write(&stranger, move |tx| note_tax_particulars(tx, id, &new)),
        &["business.refusal.not_allowed"],
    );
}
