//! Founding the demo firm: its particulars, legal texts and news.

use crate::app::Door;
use crate::business::actor::Actor;
use crate::business::failure::Failure;
use crate::business::firm::{Firm, change_firm};
use crate::business::ledger::{BmdTerms, BooksSettings, ChartKind, set_books_settings};
use crate::business::orders::{DeliveryTime, Tariff, Tariffs, change_tariffs, tariffs_mark};
use crate::business::pages::{LegalKind, LegalText, News, publish_legal_text, save_news};
use crate::demo::seeds::{self, FirmFile, NewsPart, SeedFault, Seeds};
use crate::values::{Address, Bic, Country, Currency, Day, Email, Iban, LocalText, Money, VatId};

pub fn found(door: &Door, seeds: &Seeds) -> Result<(), Failure> {
    let file = &seeds.firm;
    let firm = firm(file).map_err(SeedFault::into_failure)?;
    let logo = seeds::bytes(&file.look.logo).map_err(SeedFault::into_failure)?;
    let texts = legal_texts(file).map_err(SeedFault::into_failure)?;
    let news = seeds.story.news.iter().map(note).collect::<Result<Vec<_>, _>>().map_err(SeedFault::into_failure)?;
    let (since, tariffs) = tariffs(file).map_err(SeedFault::into_failure)?;
    let operator = Actor::operator();
    door.write_all(|batch| {
        batch.command(&operator, |tx| change_firm(tx, &firm, Some(&logo)))?;
        batch.command(&operator, |tx| change_tariffs(tx, since, &tariffs, &tariffs_mark(tx)))?;
        batch.command(&operator, |tx| set_books_settings(tx, &books()))?;
        for (kind, text) in &texts {
            batch.command(&operator, |tx| publish_legal_text(tx, *kind, text))?;
        }
        for note in &news {
            batch.command(&operator, |tx| save_news(tx, None, note))?;
        }
        Ok(())
    })
}

/// What its tax adviser has agreed on: the Austrian chart, as it comes.
fn books() -> BooksSettings {
    BooksSettings {
        chart: ChartKind::Ekr,
        consultant: None,
        client: None,
        first_month: 1,
        account_length: 4,
        overrides: Vec::new(),
        own_sales: Vec::new(),
        bmd: BmdTerms::default(),
    }
}

fn firm(file: &FirmFile) -> Result<Firm, SeedFault> {
    let wrong = |what: &str| SeedFault(format!("firm.toml: {what} is wrong"));
    let home = Country::parse(&file.address.country).ok_or_else(|| wrong("country"))?;
    let email = Email::parse(&file.contact.email).ok_or_else(|| wrong("email"))?;
    let (start, about) = (&file.site.start, &file.site.about);
    Ok(Firm {
        legal_name: file.firm.legal_name.clone(),
        trade_name: file.firm.trade_name.clone(),
        address: Address {
            name: file.firm.legal_name.clone(),
            extra: String::new(),
            street: file.address.street.clone(),
            house_number: file.address.house_number.clone(),
            postcode: file.address.postcode.clone(),
            town: file.address.town.clone(),
            country: home,
        },
        vat_id: Some(VatId::parse(&file.register.vat_id).ok_or_else(|| wrong("vat_id"))?),
        register: format!("{}, {}", file.register.company_register_number, file.register.register_court),
        iban: Some(Iban::parse(&file.bank.iban).ok_or_else(|| wrong("iban"))?),
        bic: Some(Bic::parse(&file.bank.bic).ok_or_else(|| wrong("bic"))?),
        creditor_id: file.bank.creditor_id.clone(),
        email,
        phone: file.contact.phone.clone(),
        accent: file.look.accent.clone(),
        home,
        currency: Currency::EUR,
        time_zone: file.firm.time_zone.clone(),
        claim: LocalText::new(&start.headline_de, &start.headline_en, &start.headline_zh),
        about: LocalText::new(
            &about.paragraphs_de.join("\n\n"),
            &about.paragraphs_en.join("\n\n"),
            &about.paragraphs_zh.join("\n\n"),
        ),
        mail_server: None,
        trial: true,
    })
}

/// The first carrier that goes to a country sets its price, from the first day of business on.
fn tariffs(file: &FirmFile) -> Result<(Day, Tariffs), SeedFault> {
    let wrong = |what: &str| SeedFault(format!("firm.toml: shipping: {what} is no amount, country or time"));
    let money = |text: &str| Money::parse_exact(text, Currency::EUR).map_err(|_| wrong(text));
    let mut tariffs: Vec<Tariff> = Vec::new();
    for part in &file.shipping {
        for code in &part.countries {
            let country = Country::parse(code).ok_or_else(|| wrong(code))?;
            if tariffs.iter().all(|tariff| tariff.country != country) {
                let free_from = Some(money(&part.free_from_net)?);
                let time = DeliveryTime::new(part.days_min, part.days_max).ok_or_else(|| wrong("days"))?;
                tariffs.push(Tariff { country, price: money(&part.price_net)?, free_from, time: Some(time) });
            }
        }
    }
    Ok((day(&file.firm.start_of_business)?, Tariffs(tariffs)))
}

/// Each text with its version; they hold from the first day of business.
fn legal_texts(file: &FirmFile) -> Result<Vec<(LegalKind, LegalText)>, SeedFault> {
    let valid_from = day(&file.firm.start_of_business)?;
    let version = |kind| match kind {
        LegalKind::Terms => &file.legal.terms_version,
        LegalKind::Privacy => &file.legal.privacy_version,
        LegalKind::Imprint => &file.legal.imprint_version,
        LegalKind::Withdrawal => &file.legal.withdrawal_version,
        LegalKind::PartnerTerms => &file.legal.partner_terms_version,
    };
    let text = |kind: LegalKind| {
        let one = |language: &str| seeds::text(&format!("{}_{language}.md", kind.word()));
        let text = LocalText { de: one("de")?, en: one("en")?, zh: one("zh")? };
        Ok((kind, LegalText { version: version(kind).clone(), valid_from, text }))
    };
    LegalKind::ALL.into_iter().map(text).collect()
}

fn note(part: &NewsPart) -> Result<News, SeedFault> {
    Ok(News {
        day: day(&part.published_on)?,
        title: LocalText::new(&part.title_de, &part.title_en, &part.title_zh),
        text: LocalText::new(&part.text_de, &part.text_en, &part.text_zh),
        for_partners_only: part.audience != "public",
        withdrawn: false,
    })
}

pub fn day(written: &toml::value::Datetime) -> Result<Day, SeedFault> {
    Day::parse(&written.to_string()).ok_or_else(|| SeedFault(format!("{written} is no day")))
}
