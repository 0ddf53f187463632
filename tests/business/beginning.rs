//! A firm as it begins: what is usual where it is at home.

use kontor::business::firm::NewFirm;
use kontor::values::{Address, Country, Currency, Email};

use crate::business::shop::address;

#[test]
fn currency_and_clock_are_those_of_the_country_unless_a_currency_is_chosen() {
    let li = Country::parse("LI").unwrap();
    let cases = [
        (Country::AT, None, Currency::EUR, "Europe/Vienna"),
        (Country::DE, None, Currency::EUR, "Europe/Berlin"),
        (Country::IT, None, Currency::EUR, "Europe/Rome"),
        (Country::CH, None, Currency::CHF, "Europe/Zurich"),
        (li, None, Currency::CHF, "Europe/Vienna"),
        (Country::CH, Some(Currency::EUR), Currency::EUR, "Europe/Zurich"),
        (Country::AT, Some(Currency::USD), Currency::USD, "Europe/Vienna"),
    ];
    for (country, chosen, currency, zone) in cases {
        let new = NewFirm {
            legal_name: "Almgut GmbH".to_owned(),
            trade_name: "Almgut".to_owned(),
            address: Address { country, ..address("Almgut GmbH") },
            vat_id: None,
            email: Email::parse("buero@almgut.test").unwrap(),
            currency: chosen,
        };
        let firm = new.begin();
        assert_eq!((firm.home, firm.currency, firm.time_zone.as_str()), (country, currency, zone));
        assert_eq!((firm.iban, firm.trial), (None, false));
    }
}
