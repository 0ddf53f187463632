//! Samples of lists, and a whole list page.

use crate::values::Language;
use crate::web::page::Page;
use crate::web::parts::{
    Bulk, CellField, Chip, Column, Empty, Filter, Icon, InboxLine, Link, List, ListSearch, Loudness, Matrix,
    MatrixGroup, MatrixLine, Meaning, Moment, Pager, Row, Said, Selection, SortOrder, Suggestion, Table, cell_check,
    conversation, icon, inbox, key_button, list_page, matrix, money, section, state, submit_button, suggestions,
    two_lines,
};
use maud::{Markup, html};

pub fn samples(language: Language) -> Markup {
    html! {
        (customers(language).body)
        (section("Posteingang", inbox(language, &letters())))
        (section("Matrix", matrix(&permissions())))
        (section("Gespräch", conversation(&talk())))
        (section("Treffer beim Tippen", suggestions(language, &[
            Suggestion { kind: "Kundin".to_owned(), label: "Theresa Kofler".to_owned(), note: "Innsbruck".to_owned(), href: "#".to_owned() },
            Suggestion { kind: "Bestellung".to_owned(), label: "2026-004711".to_owned(), note: "128,40 €".to_owned(), href: "#".to_owned() },
        ])))
    }
}

fn permissions() -> Matrix {
    let line = |words: &str, office: &[&str]| MatrixLine {
        words: words.to_owned(),
        cells: vec![
            icon(Icon::Good),
            cell_check(
                &CellField { name: "office", value: words, label: format!("{words}, Büro"), ..CellField::default() },
                office,
            ),
        ],
    };
    Matrix {
        caption: "Rollen und Berechtigungen".to_owned(),
        corner: "Berechtigung".to_owned(),
        columns: vec![Link::new("Administration", "#"), Link::new("Büro", "#")],
        groups: vec![MatrixGroup {
            heading: "Bestellungen".to_owned(),
            lines: vec![line("Bestellungen ansehen", &["Bestellungen ansehen"]), line("Bestellungen stornieren", &[])],
        }],
    }
}

fn chip(label: &str, chosen: bool, count: &str) -> Chip {
    Chip {
        label: label.to_owned(),
        href: "#".to_owned(),
        chosen,
        count: Some(count.to_owned()).filter(|count| !count.is_empty()),
    }
}

fn customer(number: &str, name: &str, town: &str, last: &str, (meaning, word): (Meaning, &str), balance: &str) -> Row {
    Row {
        key: number.to_owned(),
        name: name.to_owned(),
        ..Row::leading_to(
            "#",
            vec![
                two_lines(name, number),
                html! { (town) },
                html! { (last) },
                state(meaning, word),
                html! { "14" },
                money(balance),
            ],
        )
    }
}

fn rows() -> Vec<Row> {
    vec![
        customer(
            "K-10023",
            "Bio-Laden Sonnenschein Vertriebsgesellschaft m.b.H. & Co. KG",
            "Klagenfurt am Wörthersee",
            "20.11.2026",
            (Meaning::Bad, "gesperrt"),
            "1.482,90 €",
        ),
        customer("K-10024", "Theresa Kofler", "Innsbruck", "19.11.2026", (Meaning::Good, "aktiv"), "0,00 €"),
        customer("K-10025", "Li Wei (李伟)", "Wien", "02.11.2026", (Meaning::Good, "aktiv"), "−12,00 €"),
        customer(
            "K-10026",
            "Dr. Maximilian Hinterleitner-Schwarzenbacher",
            "St. Margarethen an der Raab",
            "28.10.2026",
            (Meaning::Attention, "gemahnt"),
            "84,20 €",
        ),
    ]
}

pub fn customers(language: Language) -> Page {
    let columns = vec![
        Column::text("Name").sorted_by("#", SortOrder::Ascending),
        Column::text("Ort").sorted_by("#", SortOrder::None),
        Column::text("Letzte Bestellung").sorted_by("#", SortOrder::None),
        Column::state("Zustand"),
        Column::figure("Bestellungen"),
        Column::figure("Saldo").sorted_by("#", SortOrder::None),
    ];
    list_page(
        language,
        &List {
            title: "Kundinnen und Kunden".to_owned(),
            count: "1.482 Kundinnen und Kunden".to_owned(),
            search: Some(ListSearch {
                action: "#",
                label: "Name, Nummer oder Ort".to_owned(),
                ..ListSearch::default()
            }),
            filters: vec![
                Filter {
                    name: "Zustand".to_owned(),
                    chips: vec![
                        chip("Alle", true, "1.482"),
                        chip("Aktiv", false, "1.390"),
                        chip("Gemahnt", false, "61"),
                        chip("Gesperrt", false, "31"),
                    ],
                },
                Filter {
                    name: "Land".to_owned(),
                    chips: vec![
                        chip("Alle", false, ""),
                        chip("Österreich", true, ""),
                        chip("Deutschland", false, ""),
                        chip("Italien", false, ""),
                    ],
                },
            ],
            more_filters: None,
            saved: vec![chip("Meine Mahnungen", false, "")],
            save: Some(Link::new("Diese Auswahl speichern", "#")),
            table: Table {
                caption: "Kundinnen und Kunden".to_owned(),
                columns,
                rows: rows(),
                sums: vec![html! { "Summe" }, html! {}, html! {}, html! {}, html! { "56" }, money("1.555,10 €")],
                empty: Empty::new("Noch niemand da."),
                selection: Some(Selection { name: "customer", form: "customers" }),
            },
            bulk: Some(Bulk {
                form: "customers",
                action: "#",
                csrf: "muster",
                asks: false,
                buttons: vec![
                    submit_button("Nachricht schreiben", Loudness::Secondary),
                    submit_button("Sperren", Loudness::Danger),
                ],
            }),
            pager: Some(Pager {
                from: "51".to_owned(),
                to: "100".to_owned(),
                total: "1.482".to_owned(),
                previous: Some("#".to_owned()),
                next: Some("#".to_owned()),
            }),
            csv: Some("#".to_owned()),
            primary: Some(key_button(&Link::new("Neue Kundin", "#"), 'n', Loudness::Primary)),
            actions: Vec::new(),
        },
    )
}

fn at(shown: &str) -> Moment {
    Moment {
        shown: shown.to_owned(),
        exact: "21. November 2026, 09:14:07".to_owned(),
        machine: "2026-11-21T09:14:07+01:00".to_owned(),
    }
}

fn letters() -> Vec<InboxLine> {
    vec![
        InboxLine {
            from: "Theresa Kofler".to_owned(),
            subject: "Wann kommt das Hundefutter?".to_owned(),
            excerpt: "Guten Tag, ich habe am Montag bestellt und noch keine Sendungsnummer bekommen. Können Sie bitte nachsehen?".to_owned(),
            href: "#".to_owned(),
            when: at("vor 5 Minuten"),
            unread: true,
            state: Some(state(Meaning::Attention, "wartet")),
        },
        InboxLine {
            from: "Bio-Laden Sonnenschein".to_owned(),
            subject: "Rechnung 2026-1182".to_owned(),
            excerpt: "Anbei wie besprochen die unterschriebene Vereinbarung.".to_owned(),
            href: "#".to_owned(),
            when: at("gestern"),
            ..InboxLine::default()
        },
    ]
}

fn talk() -> Vec<Said> {
    vec![
        Said {
            who: "Theresa Kofler".to_owned(),
            when: at("heute um 9:14"),
            channel: "E-Mail".to_owned(),
            words: "Guten Tag,\n\nich habe am Montag bestellt und noch keine Sendungsnummer bekommen.".to_owned(),
            ..Said::default()
        },
        Said {
            who: "Bernd Aigner".to_owned(),
            when: at("heute um 9:20"),
            channel: "E-Mail".to_owned(),
            words: "Ihr Paket geht heute hinaus.".to_owned(),
            own: true,
            ..Said::default()
        },
    ]
}
