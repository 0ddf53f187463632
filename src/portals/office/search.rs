//! Search: what the box in the header shows as one types, and the page with everything that was found.

use maud::{Markup, html};

use crate::business::findings;
use crate::business::permission::Permission;
use crate::portals::office::asked::Asked;
use crate::portals::office::{frame, subjects};
use crate::search::{Hit, Kind};
use crate::text;
use crate::values::{CaseId, CustomerId, InvoiceId, Language, OrderId, PartnerId, ProductId};
use crate::web::parts::{
    Column, Empty, Filter, Row, Suggestion, Table, empty, filters, list_search, section, small, suggestions, table,
    two_lines,
};
use crate::web::{Answer, Page, Routes, Visit};

pub fn routes() -> Routes {
    Routes::new().page(search_path(), found).page(suggest_path(), suggest).behind(Permission::SearchUse)
}

pub const fn search_path() -> &'static str {
    "/office/search"
}

pub const fn suggest_path() -> &'static str {
    "/office/suggest"
}

/// Below the box there is room for a few of each kind.
const SUGGESTED_MAX: usize = 24;
const SUGGESTED_OF_A_KIND: usize = 4;
const FOUND_MAX: usize = 100;
const KIND: &str = "kind";

/// A kind of document: its word in addresses and text keys.
const KINDS: [(Kind, &str); 6] = [
    (findings::CUSTOMER, "customer"),
    (findings::PARTNER, "partner"),
    (findings::PRODUCT, "product"),
    (findings::ORDER, "order"),
    (findings::INVOICE, "invoice"),
    (findings::CASE, "case"),
];

async fn suggest(visit: Visit) -> Answer {
    let typed = visit.query("q").unwrap_or_default();
    let indexer = visit.app.indexer();
    let hits = visit.read(|view| indexer.find(view, &typed, &[], SUGGESTED_MAX))?;
    let language = visit.language;
    let shown = by_kind(&hits).into_iter().flat_map(|(kind, hits)| {
        hits.into_iter().take(SUGGESTED_OF_A_KIND).map(move |hit| Suggestion {
            kind: kind_name(language, kind),
            label: hit.title.clone(),
            note: hit.subtitle.clone(),
            href: path_of(hit),
        })
    });
    visit.fragment(suggestions(language, &shown.collect::<Vec<_>>()))
}

async fn found(visit: Visit) -> Answer {
    let asked = Asked::of(&visit, search_path(), &[KIND]);
    let indexer = visit.app.indexer();
    let kinds: Vec<Kind> = KINDS.iter().filter(|(_, word)| *word == asked.get(KIND)).map(|(kind, _)| *kind).collect();
    let hits = visit.read(|view| indexer.find(view, asked.words(), &kinds, FOUND_MAX))?;
    frame::show(&visit, &found_page(visit.language, &asked, &hits))
}

fn found_page(language: Language, asked: &Asked, hits: &[Hit]) -> Page {
    let words = asked.words();
    let title = match words {
        "" => text!(language, "office_search.page.title"),
        words => text!(language, "office_search.page.title_of", words = words),
    };
    Page {
        title,
        body: html! {
            (list_search(language, &asked.search(text!(language, "office.search.label"))))
            @if !words.is_empty() {
                (filters(&[kind_filter(language, asked)]))
                @for (kind, hits) in by_kind(hits) {
                    (section(&kind_name(language, kind), hit_table(language, kind, &hits)))
                }
                @if hits.is_empty() { (nothing(language, words)) }
                @if hits.len() == FOUND_MAX { (small(&text!(language, "office_search.page.more"))) }
            }
        },
        ..Page::default()
    }
}

fn kind_filter(language: Language, asked: &Asked) -> Filter {
    let all = (String::new(), text!(language, "office.filter.all"));
    let kinds = KINDS.iter().map(|(kind, word)| ((*word).to_owned(), kind_name(language, *kind)));
    asked.filter(text!(language, "office_search.page.kind"), KIND, [all].into_iter().chain(kinds).collect())
}

fn hit_table(language: Language, kind: Kind, hits: &[&Hit]) -> Markup {
    let row = |hit: &&Hit| Row::leading_to(path_of(hit), vec![two_lines(&hit.title, &hit.subtitle)]);
    table(
        language,
        &Table {
            caption: kind_name(language, kind),
            columns: vec![Column::text(kind_name(language, kind))],
            rows: hits.iter().map(row).collect(),
            ..Table::default()
        },
    )
}

fn nothing(language: Language, words: &str) -> Markup {
    empty(&Empty::new(text!(language, "office_search.page.nothing", words = words)))
}

/// The hits of each kind together; the kind with the best hit comes first.
fn by_kind(hits: &[Hit]) -> Vec<(Kind, Vec<&Hit>)> {
    let mut groups: Vec<(Kind, Vec<&Hit>)> = Vec::new();
    for hit in hits {
        match groups.iter_mut().find(|(kind, _)| *kind == hit.kind) {
            Some((_, group)) => group.push(hit),
            None => groups.push((hit.kind, vec![hit])),
        }
    }
    groups
}

fn word_of(kind: Kind) -> &'static str {
    KINDS.iter().find(|(known, _)| *known == kind).map_or("case", |(_, word)| *word)
}

fn kind_name(language: Language, kind: Kind) -> String {
    text!(language, &format!("office_search.kind.{}", word_of(kind)))
}

fn path_of(hit: &Hit) -> String {
    match word_of(hit.kind) {
        "customer" => subjects::customer_path(CustomerId::new(hit.id)),
        "partner" => subjects::partner_path(PartnerId::new(hit.id)),
        "product" => subjects::product_path(ProductId::new(hit.id)),
        "order" => subjects::order_path(OrderId::new(hit.id)),
        "invoice" => subjects::invoice_path(InvoiceId::new(hit.id)),
        _ => subjects::case_path(CaseId::new(hit.id)),
    }
}
