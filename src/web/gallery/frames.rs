//! The four frames with sample facts, and the pages that stand in them.

use crate::values::Language;
use crate::web::page::{AssetLinks, FrameFacts, Page};
use crate::web::parts::{
    BasketLink, Complaint, ErrorPage, HeadLink, Icon, LanguageLink, Link, Loudness, Meaning, Meter, Moment,
    NavigationGroup, NavigationItem, Notice, PersonMenu, PostButton, RoleSwitch, SearchBox, SignIn, TaskLine, Tile,
    error_page, meter, post_button, section, sign_in, task_list, tiles,
};
use maud::html;

fn item(label: &str, icon: Icon, key: char, badge: Option<&str>) -> NavigationItem {
    NavigationItem {
        label: label.to_owned(),
        href: "#".to_owned(),
        icon: Some(icon),
        current: label == "Schreibtisch" || label == "Mein Monat",
        badge: badge.map(str::to_owned),
        key: Some(key),
    }
}

fn group(heading: Option<&str>, items: Vec<NavigationItem>) -> NavigationGroup {
    NavigationGroup { heading: heading.map(str::to_owned), items }
}

fn common(language: Language, assets: &AssetLinks) -> FrameFacts {
    FrameFacts {
        language,
        assets: assets.clone(),
        firm_name: "Almgut Naturwaren".to_owned(),
        home: "#".to_owned(),
        theme_action: Some("#".to_owned()),
        languages: Language::ALL.map(|language| LanguageLink { language, href: "#".to_owned() }).to_vec(),
        footer: ["Impressum", "AGB", "Datenschutz"].map(|label| Link::new(label, "#")).to_vec(),
        ..FrameFacts::default()
    }
}

pub fn office(language: Language, assets: &AssetLinks) -> FrameFacts {
    let work = vec![
        item("Schreibtisch", Icon::Desk, 'd', Some("12")),
        item("Posteingang", Icon::Mail, 'e', Some("3")),
        item("Vorgänge", Icon::Case, 'v', None),
        item("Bestellungen", Icon::Order, 'b', None),
        item("Versand", Icon::Parcel, 's', Some("41")),
        item("Lager", Icon::Stock, 'l', None),
    ];
    let people = vec![
        item("Kundinnen und Kunden", Icon::Person, 'k', None),
        item("Partnerinnen und Partner", Icon::Tree, 'p', None),
        item("Sortiment", Icon::Product, 'r', None),
    ];
    let money = vec![
        item("Rechnungen", Icon::Invoice, 'i', None),
        item("Zahlungen", Icon::Payment, 'z', None),
        item("Provisionen", Icon::Commission, 'o', None),
        item("Auswertungen", Icon::Chart, 'a', None),
    ];
    FrameFacts {
        navigation: vec![group(None, work), group(Some("Stammdaten"), people), group(Some("Geld"), money)],
        search: Some(SearchBox {
            action: "#".to_owned(),
            label: "Kunden, Bestellungen, Produkte suchen".to_owned(),
            suggest: Some("#".to_owned()),
            ..SearchBox::default()
        }),
        roles: Some(RoleSwitch {
            current: "Büro".to_owned(),
            action: "#".to_owned(),
            others: vec![
                ("finance".to_owned(), "Buchhaltung".to_owned()),
                ("partner".to_owned(), "Partnerin".to_owned()),
            ],
        }),
        person: Some(person("Mag. Annegret Oberhuber-Wiesinger")),
        flash: vec![Notice {
            meaning: Meaning::Good,
            sentence: "Bestellung 2026-004711 ist bestätigt und reserviert.".to_owned(),
            more: None,
        }],
        ..common(language, assets)
    }
}

fn person(name: &str) -> PersonMenu {
    PersonMenu {
        name: name.to_owned(),
        links: ["Mein Konto", "Angemeldete Geräte"].map(|label| Link::new(label, "#")).to_vec(),
        sign_out: "#".to_owned(),
    }
}

pub fn partner(language: Language, assets: &AssetLinks) -> FrameFacts {
    let items = vec![
        item("Mein Monat", Icon::Home, 'm', None),
        item("Mein Team", Icon::Tree, 't', None),
        item("Bestellen", Icon::Basket, 'b', None),
        item("Abrechnungen", Icon::Commission, 'a', None),
        item("Nachrichten", Icon::Message, 'n', Some("2")),
    ];
    FrameFacts {
        navigation: vec![group(None, items)],
        person: Some(person("Theresa Kofler")),
        ..common(language, assets)
    }
}

pub fn shop(language: Language, assets: &AssetLinks) -> FrameFacts {
    let categories = ["Müsli und Flocken", "Öle und Essige", "Tiernahrung", "Naturkosmetik", "Geschenke"];
    let items = categories.map(|label| NavigationItem {
        label: label.to_owned(),
        href: "#".to_owned(),
        current: label == "Müsli und Flocken",
        ..NavigationItem::default()
    });
    let legal = ["Impressum", "AGB", "Datenschutz", "Versand und Zahlung", "Vertrag widerrufen"];
    FrameFacts {
        navigation: vec![group(None, items.to_vec())],
        search: Some(SearchBox {
            action: "#".to_owned(),
            label: "Im Sortiment suchen".to_owned(),
            ..SearchBox::default()
        }),
        head_links: vec![HeadLink::new(Icon::Person, "Anmelden", "#")],
        basket: Some(BasketLink { href: "#".to_owned(), count: 3 }),
        footer: legal.map(|label| Link::new(label, "#")).to_vec(),
        ..common(language, assets)
    }
}

pub fn bare(language: Language, assets: &AssetLinks) -> FrameFacts {
    common(language, assets)
}

fn task(what: &str, about: &str, due: &str, urgency: Meaning) -> TaskLine {
    TaskLine {
        link: Link::new(what, "#"),
        about: about.to_owned(),
        due: Some(moment(due)),
        urgency,
        action: Some(post_button(&PostButton {
            label: "Erledigen".to_owned(),
            action: "#",
            csrf: "muster",
            loudness: Loudness::Secondary,
            ..PostButton::default()
        })),
    }
}

fn moment(shown: &str) -> Moment {
    Moment {
        shown: shown.to_owned(),
        exact: "21. November 2026, 09:14:07".to_owned(),
        machine: "2026-11-21T09:14:07+01:00".to_owned(),
    }
}

pub fn desk(_language: Language) -> Page {
    let mine = task_list(&[
        task(
            "Zahlung prüfen",
            "Bestellung 2026-004702 · Dr. Maximilian Hinterleitner-Schwarzenbacher",
            "seit gestern überfällig",
            Meaning::Bad,
        ),
        task(
            "Bestellung prüfen",
            "Bestellung 2026-004711 · Theresa Kofler, Innsbruck",
            "heute bis 12 Uhr",
            Meaning::Attention,
        ),
        task("Rückruf wegen Allergenen", "Vorgang 318 · Bio-Laden Sonnenschein GmbH", "heute", Meaning::Attention),
        task("Adresse klären", "Bestellung 2026-004715 · Li Wei", "morgen", Meaning::Neutral),
    ]);
    let team = task_list(&[
        task("Paket packen", "Bestellung 2026-004698 · 14 Positionen", "heute", Meaning::Attention),
        task("Nachschub bestellen", "Haferflocken fein 500 g · noch 12 Stück", "Montag", Meaning::Neutral),
    ]);
    Page {
        title: "Schreibtisch".to_owned(),
        lead: Some("Samstag, 21. November 2026. Vier Aufgaben für Sie, zwei für Ihr Team.".to_owned()),
        body: html! { (section("Für mich", mine)) (section("Für mein Team", team)) },
        ..Page::default()
    }
}

pub fn month(_language: Language) -> Page {
    let next_rank = meter(&Meter {
        label: "Weg zum Rang Silber".to_owned(),
        done: 420,
        total: 600,
        written: "420 von 600 Punkten".to_owned(),
    });
    let figures = tiles(&[
        Tile {
            label: "Punkte im November".to_owned(),
            figure: "420".to_owned(),
            note: Some("63 mehr als am 21. Oktober".to_owned()),
            meaning: Meaning::Good,
            explanation: Some(Link::new("Woraus sie bestehen", "#")),
            more: None,
        },
        Tile {
            label: "Provision bis heute".to_owned(),
            figure: "184,20 €".to_owned(),
            note: Some("vorläufig; abgerechnet wird am 3. Dezember".to_owned()),
            explanation: Some(Link::new("Wie sie berechnet wird", "#")),
            ..Tile::default()
        },
        Tile {
            label: "Bis zum Rang Silber".to_owned(),
            figure: "180 Punkte".to_owned(),
            note: Some("und eine aktive Partnerin in der ersten Ebene".to_owned()),
            more: Some(next_rank),
            explanation: Some(Link::new("Was dafür zählt", "#")),
            ..Tile::default()
        },
    ]);
    let help = task_list(&[
        TaskLine {
            link: Link::new("Johannes Pichler", "#"),
            about: "Noch keine Bestellung in diesem Monat".to_owned(),
            due: Some(moment("noch 9 Tage")),
            urgency: Meaning::Attention,
            action: None,
        },
        TaskLine {
            link: Link::new("Maria-Magdalena Unterberger-Hochleitner", "#"),
            about: "Neu seit 14. November, wartet auf die erste Lieferung".to_owned(),
            due: None,
            urgency: Meaning::Neutral,
            action: None,
        },
    ]);
    Page {
        title: "Mein Monat".to_owned(),
        primary: Some(crate::web::parts::link_button(&Link::new("Bestellen", "#"), Loudness::Primary)),
        body: html! { (figures) (section("Wer Hilfe braucht", help)) },
        ..Page::default()
    }
}

pub fn sign_in_page(language: Language) -> Page {
    let body = sign_in(
        language,
        &SignIn {
            action: "#",
            csrf: "muster",
            email: "annegret.oberhuber@almgut.example",
            complaints: vec![Complaint::about("password", "E-Mail-Adresse und Passwort passen nicht zusammen.")],
            ways_out: vec![Link::new("Passwort vergessen", "#"), Link::new("Zurück zum Shop", "#")],
            ..SignIn::default()
        },
    );
    Page { title: "Anmelden".to_owned(), body, ..Page::default() }
}

pub fn not_found(language: Language) -> Page {
    error_page(
        language,
        &ErrorPage {
            status: 404,
            heading: "Diese Seite gibt es nicht".to_owned(),
            what_happened: "Unter dieser Adresse haben wir nichts gefunden.".to_owned(),
            what_to_do: "Vielleicht ist sie falsch geschrieben oder wurde entfernt. Von hier aus geht es weiter:"
                .to_owned(),
            links: vec![Link::new("Zur Startseite", "#"), Link::new("Zum Sortiment", "#")],
            request_id: Some("7f3a-91c2".to_owned()),
        },
    )
}
