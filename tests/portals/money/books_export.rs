//! Files for the tax adviser through the pages.

use crate::portals::money::sold::Sold;

const PAGE: &str = "/office/ledger/export";

const DATEV: [(&str, &str); 7] = [
    ("chart", "skr03"),
    ("consultant", "29098"),
    ("client", "55003"),
    ("first_month", "1"),
    ("account_length", "4"),
    ("bmd_columns", "long"),
    ("bmd_tax_sign", "as_booked"),
];

fn with(name: &str, value: &'static str) -> Vec<(&'static str, &'static str)> {
    DATEV.iter().map(|(known, old)| (*known, if *known == name { value } else { old })).collect()
}

#[test]
fn the_particulars_come_first_and_then_a_month_is_fetched() {
    let sold = Sold::new();
    sold.shipped(3);
    let mut clerk = sold.firm.signed_in("finance");
    clerk.get("/office/exchange/export/datev?period=2026-11").has_status(422);
    clerk.get(PAGE).sees("Angaben der Steuerberatung").sees("Eigene Erlöskonten");
    clerk.submit(PAGE, &with("consultant", "")).has_status(422);
    clerk.submit(PAGE, &with("account_length", "9")).has_status(422);
    clerk.submit(PAGE, &with("chart", "skr99")).has_status(422);
    clerk.submit(PAGE, &DATEV).goes_to(PAGE);
    let month = clerk.get(&format!("{PAGE}?period=2026-11"));
    month.sees("Der Monat läuft noch.").sees("Personenkonten").sees("für ein anderes Land gemacht");
    month.holds("/office/exchange/export/datev?period=2026-11");
    clerk.get("/office/exchange/export/datev?period=2026-11").holds("EXTF_Buchungsstapel_2026-11.csv");
    clerk.get("/office/exchange/export/bmd?period=2026-11").has_status(422);
    clerk.get(&format!("{PAGE}?period=2026-09")).sees("In diesem Monat ist nichts gebucht.");
    clerk.get(PAGE);
    let mut austrian = with("chart", "ekr");
    austrian.retain(|(name, _)| !matches!(*name, "consultant" | "client"));
    austrian.push(("sale.oss", "4055"));
    clerk.submit(PAGE, &austrian).goes_to(PAGE);
    let month = clerk.get(&format!("{PAGE}?period=2026-11"));
    month.holds("/office/exchange/export/bmd?period=2026-11").holds("4055");
    clerk.get("/office/exchange/export/bmd?period=2026-11").holds("BMD_Personenkonten.csv");
    sold.firm.signed_in("warehouse").get(PAGE).has_status(403);
}
