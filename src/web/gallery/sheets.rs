//! Samples of what a sheet is made of, and a whole order.

use crate::values::Language;
use crate::web::page::Page;
use crate::web::parts::{
    Card, Change, Column, Confirmation, DocumentLink, Empty, Fact, Field, Happening, Icon, Link, Loudness, Meaning,
    Moment, Notice, Progress, Row, Section, Standing, Step, Tab, Table, action_menu, address, bar_code, button_row,
    cards, code, columns, confirmation, documents, dot_code, empty, facts, fold, icon_button, link_button, menu_link,
    moment, money, money_with_words, notice, paragraph, progress, prose, row, section, section_with, small, state,
    steps, submit_button, table, tabs, timeline, two_lines, unbroken,
};
use maud::{Markup, html};

pub fn samples(language: Language) -> Markup {
    html! {
        (section("Wörter und Zustände", words()))
        (section("Knöpfe und Menüs", buttons(language)))
        (section("Meldungen", notices()))
        (section("Reiter", tabs("Ansichten", &[
            Tab { label: "Übersicht".to_owned(), href: "#".to_owned(), current: true, count: None },
            Tab { label: "Positionen".to_owned(), href: "#".to_owned(), current: false, count: Some("14".to_owned()) },
            Tab { label: "Dokumente".to_owned(), href: "#".to_owned(), current: false, count: Some("3".to_owned()) },
        ])))
        (columns(&[
            section("Fakten", order_facts()),
            section("Verlauf", timeline(language, &happenings())),
            section("Schritte", order_steps(language)),
        ]))
        (section("Karten", sample_cards()))
        (section("Fortschritt", progress(language, &Progress {
            what: "Bestellungen werden gelesen".to_owned(),
            done: 12_400,
            total: Some(69_659),
            how_far: "12.400 von 69.659 Zeilen".to_owned(),
            meanwhile: html! {},
        })))
        (section("Längerer Text", prose("## Versand\n\nWir versenden zweimal am Tag mit der Post und mit GLS. Was bis 11 Uhr bestellt ist, geht am selben Tag hinaus.\n\n- nach Österreich 4,90 €\n- nach Deutschland 8,90 €")))
        (fold("Warum gibt es zwei Lieferdienste?", paragraph("Schwere Ware geht mit GLS, alles andere mit der Post.")))
        (row(&[dot_code("Beispiel eines Codes", &checkered()), bar_code("Sendungsnummer", &bars(), "AG 4711 0815")]))
        (section("Leer", empty(&Empty {
            sentence: "Noch keine Rechnungen: Die erste entsteht, wenn ein Paket das Haus verlässt.".to_owned(),
            action: Some(Link::new("Offene Bestellungen ansehen", "#")),
        })))
    }
}

fn checkered() -> Vec<Vec<bool>> {
    (0..21).map(|row| (0..21).map(|column| (row * 3 + column * 5) % 7 < 3).collect()).collect()
}

fn bars() -> Vec<bool> {
    (0..90).map(|place| (place * 5) % 7 < 3).collect()
}

fn words() -> Markup {
    html! {
        (paragraph("Ein Absatz in laufender Schrift: Die Donaudampfschifffahrtsgesellschaftskapitänswitwe bestellt Hundetrockenfutter und Körperpflegeöl, und die Zeile bleibt zwischen 45 und 75 Zeichen lang."))
        (row(&[
            state(Meaning::Good, "bezahlt"),
            state(Meaning::Attention, "fällig heute"),
            state(Meaning::Bad, "überfällig"),
            state(Meaning::Information, "in Prüfung"),
            state(Meaning::Neutral, "Entwurf"),
        ]))
        (row(&[
            money("1.234,50 €"),
            money_with_words("−12,00 €", "Guthaben"),
            small("zweitrangige Wörter"),
            code("AT61 1904 3002 3457 3201"),
            unbroken("B-100123"),
            moment(&when("vor 2 Stunden")),
        ]))
    }
}

fn buttons(language: Language) -> Markup {
    let reason = Field { name: "reason", label: "Grund".to_owned(), ..Field::default() };
    html! {
        (button_row(&[
            submit_button("Lauf freigeben", Loudness::Primary),
            submit_button("Speichern", Loudness::Secondary),
            submit_button("Verwerfen", Loudness::Quiet),
            icon_button(&Link::new("Neue Bestellung", "#"), Icon::Add, Loudness::Secondary),
            confirmation(language, &Confirmation {
                id: "cancel-order",
                opener: "Bestellung stornieren".to_owned(),
                heading: "Bestellung 2026-004711 stornieren?".to_owned(),
                consequence: "Die reservierte Ware wird frei, die Kundin bekommt eine E-Mail, und 128,40 € werden erstattet.".to_owned(),
                action: "#",
                csrf: "muster",
                reason: Some(reason),
                confirm: "Jetzt stornieren".to_owned(),
                ..Confirmation::default()
            }),
            action_menu(language, &[
                menu_link(&Link::new("Lieferschein drucken", "#")),
                menu_link(&Link::new("Adresse ändern", "#")),
            ]),
        ]))
    }
}

fn notices() -> Markup {
    let one = |meaning, sentence: &str| notice(&Notice { meaning, sentence: sentence.to_owned(), more: None });
    html! {
        (one(Meaning::Good, "Die Zahlung über 128,40 € ist eingegangen und zugeordnet."))
        (one(Meaning::Attention, "Der Bestand reicht nur für 3 von 5 Stück."))
        (one(Meaning::Bad, "Die Datei wurde nicht übernommen: In 10 Zeilen stimmt etwas nicht."))
        (one(Meaning::Information, "Der Lauf rechnet noch; Sie können inzwischen weiterarbeiten."))
        (one(Meaning::Neutral, "Diese Bestellung wurde am 3. März 2026 archiviert."))
    }
}

fn when(shown: &str) -> Moment {
    Moment {
        shown: shown.to_owned(),
        exact: "21. November 2026, 09:14:07".to_owned(),
        machine: "2026-11-21T09:14:07+01:00".to_owned(),
    }
}

fn order_facts() -> Markup {
    facts(&[
        Fact::words("Kundin", "Dr. Annegret Oberhuber-Wiesinger"),
        Fact::new("Zustand", state(Meaning::Attention, "wartet auf Zahlung")),
        Fact::words("Zahlungsbedingungen", "14 Tage netto, 2 % Skonto bei Zahlung binnen 7 Tagen"),
        Fact::new("Betrag", money("128,40 €")),
        Fact::new(
            "Lieferadresse",
            address(&["Annegret Oberhuber-Wiesinger", "Mariahilfer Straße 112/3/27", "1070 Wien"].map(str::to_owned)),
        ),
    ])
}

fn happenings() -> Vec<Happening> {
    vec![
        Happening {
            who: "Bernd Aigner".to_owned(),
            when: when("vor 2 Stunden"),
            what: "Menge geändert".to_owned(),
            changes: vec![
                Change {
                    name: "Haferflocken fein 500 g".to_owned(),
                    before: "2 Stück".to_owned(),
                    after: "5 Stück".to_owned(),
                },
                Change {
                    name: "Liefertermin".to_owned(),
                    before: String::new(),
                    after: "24. November 2026".to_owned(),
                },
            ],
            remark: Some("Kundin hat angerufen und braucht mehr für das Wochenende.".to_owned()),
            ..Happening::default()
        },
        Happening {
            who: "System".to_owned(),
            when: when("gestern um 16:40"),
            what: "Bestätigung an annegret@example.at gesendet".to_owned(),
            meaning: Meaning::Good,
            link: Some(Link::new("E-Mail lesen", "#")),
            ..Happening::default()
        },
        Happening {
            who: "Annegret Oberhuber-Wiesinger".to_owned(),
            when: when("gestern um 16:39"),
            what: "Bestellung aufgegeben".to_owned(),
            ..Happening::default()
        },
    ]
}

fn order_steps(language: Language) -> Markup {
    let step = |label: &str, standing, note: Option<&str>| Step {
        label: label.to_owned(),
        standing,
        note: note.map(str::to_owned),
        href: None,
    };
    steps(
        language,
        &[
            step("Geprüft", Standing::Done, Some("Bernd Aigner, gestern")),
            step("Zahlung", Standing::Now, Some("wartet auf 128,40 €")),
            step("Packen", Standing::Later, None),
            step("Übergeben", Standing::Later, None),
        ],
    )
}

fn sample_cards() -> Markup {
    let card = |label: &str, meaning, word: &str, more: &str| Card {
        link: Link::new(label, "#"),
        state: Some(state(meaning, word)),
        body: paragraph(more),
    };
    cards(&[
        card(
            "November 2026",
            Meaning::Information,
            "in Prüfung",
            "1.842 Zeilen, 214 Abrechnungen, 18.420,10 € an Partnerinnen und Partner.",
        ),
        card("Oktober 2026", Meaning::Good, "ausgezahlt", "1.790 Zeilen, 209 Abrechnungen, 17.902,55 €."),
    ])
}

pub fn order(language: Language) -> Page {
    let position = |name: &str, note: &str, quantity: &str, price: &str, total: &str| {
        Row::new(vec![two_lines(name, note), html! { (quantity) }, money(price), money(total)])
    };
    let positions = table(
        language,
        &Table {
            caption: "Positionen der Bestellung".to_owned(),
            columns: vec![
                Column::text("Artikel"),
                Column::figure("Menge"),
                Column::figure("Preis"),
                Column::figure("Summe"),
            ],
            rows: vec![
                position("Haferflocken fein", "AG-1001 · 500 g", "5", "2,90 €", "14,50 €"),
                position(
                    "Hundetrockenfutter Alpenrind mit Karotte und Hagebutte",
                    "AG-3010 · 12 kg",
                    "1",
                    "84,90 €",
                    "84,90 €",
                ),
                position("Arnika-Körperpflegeöl", "AG-5004 · 100 ml", "2", "14,50 €", "29,00 €"),
            ],
            sums: vec![html! { "Gesamt" }, html! { "8" }, html! {}, money("128,40 €")],
            ..Table::default()
        },
    );
    let papers = documents(&[
        DocumentLink {
            label: "Auftragsbestätigung".to_owned(),
            href: "#".to_owned(),
            kind: "PDF, 18 KB".to_owned(),
            note: Some("20. November 2026".to_owned()),
        },
        DocumentLink {
            label: "Lieferschein".to_owned(),
            href: "#".to_owned(),
            kind: "PDF, 12 KB".to_owned(),
            note: None,
        },
    ]);
    Page {
        title: "Bestellung 2026-004711".to_owned(),
        state: Some(state(Meaning::Attention, "wartet auf Zahlung")),
        back: Some(Link::new("Alle Bestellungen", "#")),
        primary: Some(link_button(&Link::new("Zahlung erfassen", "#"), Loudness::Primary)),
        actions: vec![
            menu_link(&Link::new("Bestellung korrigieren", "#")),
            menu_link(&Link::new("Lieferschein drucken", "#")),
        ],
        body: html! {
            (section_with(&Section { heading: "Positionen".to_owned(), action: Some(html! { a href="#" { "Korrigieren" } }), body: positions, ..Section::default() }))
            (columns(&[section("Fakten", order_facts()), section("Dokumente", papers)]))
        },
        aside: Some(html! {
            (section("Schritte", order_steps(language)))
            (section("Verlauf", timeline(language, &happenings())))
        }),
        ..Page::default()
    }
}
