//! Search: what the box in the header shows as one types, and the page with everything that was found.

use maud::{Markup, html};

use crate::app::Indexer;
use crate::business::failure::Failure;
use crate::business::findings;
use crate::business::orders::{self, parse_order_number};
use crate::business::permission::Permission;
use crate::business::view::View;
use crate::business::{billing, catalog, customers, partners};
use crate::portals::office::asked::Asked;
use crate::portals::office::{frame, subjects};
use crate::search::{Hit, Kind};
use crate::text;
use crate::values::{CaseId, CustomerId, InvoiceId, Language, OrderId, PartnerId, ProductId};
use crate::web::parts::{
    Column, Empty, Filter, Link, Row, Section, Suggestion, Table, empty, filters, list_search, section_with, small,
    suggestions, table, text_link,
};
use crate::web::{Answer, Page, Routes, Visit, redirect};

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
const SUGGESTED_OF_A_KIND: usize = 3;
/// On the page for a few more; whoever wants all of one kind asks for that kind.
const SHOWN_OF_A_KIND: usize = 6;
const FOUND_MAX: usize = 200;
const KIND: &str = "kind";

/// A kind of document: its word in addresses and text keys, and what somebody needs to find it.
struct Findable {
    kind: Kind,
    word: &'static str,
    needs: Permission,
}

const FINDABLE: [Findable; 6] = [
    Findable { kind: findings::CUSTOMER, word: "customer", needs: Permission::CustomersView },
    Findable { kind: findings::PARTNER, word: "partner", needs: Permission::PartnersView },
    Findable { kind: findings::PRODUCT, word: "product", needs: Permission::CatalogView },
    Findable { kind: findings::ORDER, word: "order", needs: Permission::OrdersView },
    Findable { kind: findings::INVOICE, word: "invoice", needs: Permission::BillingView },
    Findable { kind: findings::CASE, word: "case", needs: Permission::CasesView },
];

/// Hits of one kind; `more` when they are not all.
struct OfAKind {
    findable: &'static Findable,
    hits: Vec<Hit>,
    more: bool,
}

/// The best of each kind that this person may see; the kind with the best hit comes first.
fn find(view: &View<'_>, indexer: &Indexer, words: &str, wanted: &str, limit: usize) -> Result<Vec<OfAKind>, Failure> {
    if words.trim().is_empty() {
        return Ok(Vec::new());
    }
    let open = FINDABLE.iter().filter(|findable| view.may(findable.needs));
    let asked: Vec<&'static Findable> = open.filter(|findable| wanted.is_empty() || findable.word == wanted).collect();
    let kinds: Vec<Kind> = asked.iter().map(|findable| findable.kind).collect();
    // The order of the kinds is that of their best hits among all.
    let best: Vec<Kind> = indexer.find(view, words, &kinds, FOUND_MAX)?.into_iter().map(|hit| hit.kind).collect();
    let mut found = Vec::new();
    for findable in asked {
        let mut hits = indexer.find(view, words, &[findable.kind], limit + 1)?;
        let more = hits.len() > limit;
        hits.truncate(limit);
        if !hits.is_empty() {
            found.push(OfAKind { findable, hits, more });
        }
    }
    found.sort_by_key(|of| best.iter().position(|kind| *kind == of.findable.kind).unwrap_or(usize::MAX));
    Ok(found)
}

async fn suggest(visit: Visit) -> Answer {
    let typed = visit.query("q").unwrap_or_default();
    let indexer = visit.app.indexer();
    let found = visit.read(|view| find(view, &indexer, &typed, "", SUGGESTED_OF_A_KIND))?;
    let language = visit.language;
    let shown: Vec<Suggestion> = found
        .iter()
        .flat_map(|of| {
            of.hits.iter().map(|hit| Suggestion {
                kind: text!(language, &format!("office_search.one.{}", of.findable.word)),
                label: hit.title.clone(),
                note: hit.subtitle.clone(),
                href: path_of(of.findable, hit),
            })
        })
        .collect();
    visit.fragment(suggestions(language, &shown))
}

/// The sheet of what has exactly this number: whoever types or scans one wants nothing else.
fn by_number(view: &View<'_>, words: &str) -> Option<String> {
    let number = words.trim().to_uppercase();
    let order = || parse_order_number(&number).filter(|id| orders::order(view, *id).is_some());
    let customer = || customers::customer_by_number(view, &number);
    let partner = || partners::partner_by_number(view, &number);
    let invoice = || billing::invoice_by_number(view, &number);
    let product = || catalog::product_by_sku(view, &number).map(|(id, _)| id);
    let open = |permission: Permission| view.may(permission).then_some(());
    open(Permission::OrdersView)
        .and_then(|()| order())
        .map(subjects::order_path)
        .or_else(|| open(Permission::CustomersView).and_then(|()| customer()).map(subjects::customer_path))
        .or_else(|| open(Permission::PartnersView).and_then(|()| partner()).map(subjects::partner_path))
        .or_else(|| open(Permission::BillingView).and_then(|()| invoice()).map(subjects::invoice_path))
        .or_else(|| open(Permission::CatalogView).and_then(|()| product()).map(subjects::product_path))
}

async fn found(visit: Visit) -> Answer {
    let asked = Asked::of(&visit, search_path(), &[KIND]);
    if asked.get(KIND).is_empty()
        && let Some(path) = visit.read(|view| Ok(by_number(view, asked.words())))?
    {
        return Ok(redirect(&path));
    }
    let indexer = visit.app.indexer();
    let wanted = asked.get(KIND).to_owned();
    let limit = if wanted.is_empty() { SHOWN_OF_A_KIND } else { FOUND_MAX };
    let (hits, is_whole) = visit.read(|view| {
        let hits = find(view, &indexer, asked.words(), &wanted, limit)?;
        Ok((hits, indexer.percent_known(view).is_none()))
    })?;
    frame::show_hits(&visit, &found_page(&visit, &asked, &Found { hits, is_whole }))
}

/// What was found, and whether it was looked for among everything.
struct Found {
    hits: Vec<OfAKind>,
    is_whole: bool,
}

fn found_page(visit: &Visit, asked: &Asked, found: &Found) -> Page {
    let language = visit.language;
    let words = asked.words();
    let title = match words {
        "" => text!(language, "office_search.page.title"),
        words => text!(language, "office_search.page.title_of", words = words),
    };
    Page {
        title,
        body: html! {
            (list_search(language, &asked.search(text!(language, "office.search.label"))))
            @if words.is_empty() {
                (small(&text!(language, "office_search.page.hint")))
            } @else {
                (filters(&[kind_filter(visit, asked)]))
                @for of in &found.hits { (of_a_kind(language, asked, of)) }
                @if found.hits.is_empty() { (nothing(language, asked, found)) }
            }
        },
        ..Page::default()
    }
}

fn kind_filter(visit: &Visit, asked: &Asked) -> Filter {
    let language = visit.language;
    let all = (String::new(), text!(language, "office.filter.all"));
    let open = FINDABLE.iter().filter(|findable| visit.actor.may(findable.needs));
    let kinds = open.map(|findable| (findable.word.to_owned(), kind_name(language, findable)));
    asked.filter(text!(language, "office_search.page.kind"), KIND, [all].into_iter().chain(kinds).collect())
}

fn of_a_kind(language: Language, asked: &Asked, of: &OfAKind) -> Markup {
    let row = |hit: &Hit| Row::leading_to(path_of(of.findable, hit), vec![html! { (hit.title) }, small(&hit.subtitle)]);
    let shown = Table {
        caption: kind_name(language, of.findable),
        columns: vec![
            Column::text(text!(language, "office_search.column.name")),
            Column::text(text!(language, "office_search.column.note")),
        ],
        rows: of.hits.iter().map(row).collect(),
        ..Table::default()
    };
    let is_asked = asked.get(KIND) == of.findable.word;
    let all = Link::new(text!(language, "office_search.page.all"), asked.href(KIND, of.findable.word));
    section_with(&Section {
        heading: kind_name(language, of.findable),
        lead: None,
        action: (of.more && !is_asked).then(|| text_link(&all)),
        body: html! {
            (table(language, &shown))
            @if of.more && is_asked { (small(&text!(language, "office_search.page.more"))) }
        },
    })
}

fn nothing(language: Language, asked: &Asked, found: &Found) -> Markup {
    let words = asked.words();
    if !found.is_whole {
        let again = Link::new(text!(language, "office_search.page.again"), asked.href(KIND, asked.get(KIND)));
        let sentence = text!(language, "office_search.page.nothing_yet", words = words);
        return empty(&Empty { sentence, action: Some(again) });
    }
    let all = Link::new(text!(language, "office_search.page.everywhere"), asked.href(KIND, ""));
    empty(&Empty {
        sentence: text!(language, "office_search.page.nothing", words = words),
        action: (!asked.get(KIND).is_empty()).then_some(all),
    })
}

fn kind_name(language: Language, findable: &Findable) -> String {
    text!(language, &format!("office_search.kind.{}", findable.word))
}

fn path_of(findable: &Findable, hit: &Hit) -> String {
    match findable.word {
        "customer" => subjects::customer_path(CustomerId::new(hit.id)),
        "partner" => subjects::partner_path(PartnerId::new(hit.id)),
        "product" => subjects::product_path(ProductId::new(hit.id)),
        "order" => subjects::order_path(OrderId::new(hit.id)),
        "invoice" => subjects::invoice_path(InvoiceId::new(hit.id)),
        _ => subjects::case_path(CaseId::new(hit.id)),
    }
}
