//! A list page, composed as every list is: title and count, one search field, filters as chips,
//! bulk actions, the table, its pages, and at the end the ways to keep it: CSV and print.

use crate::text;
use crate::values::Language;
use crate::web::page::Page;
use crate::web::parts::filters::{Chip, Filter, ListSearch, filters, list_search, saved_filters};
use crate::web::parts::link::Link;
use crate::web::parts::pager::{Pager, pager};
use crate::web::parts::table::{Table, table};
use maud::{Markup, html};

#[derive(Clone, Debug, Default)]
pub struct List<'a> {
    pub title: String,
    /// How many there are, in words: "1.482 Kunden".
    pub count: String,
    pub search: Option<ListSearch<'a>>,
    pub filters: Vec<Filter>,
    /// What is asked for less often, such as days from and to.
    pub more_filters: Option<Markup>,
    pub saved: Vec<Chip>,
    pub save: Option<Link>,
    pub table: Table<'a>,
    pub bulk: Option<Bulk<'a>>,
    pub pager: Option<Pager>,
    pub csv: Option<String>,
    /// The button for a new one, and what else can be done with the whole list.
    pub primary: Option<Markup>,
    pub actions: Vec<Markup>,
}

/// The form to which the table's check boxes belong; its id stands in `Selection::form`.
#[derive(Clone, Debug, Default)]
pub struct Bulk<'a> {
    pub form: &'a str,
    pub action: &'a str,
    pub csrf: &'a str,
    /// It changes nothing, as a page to print: the choice travels in the address.
    pub asks: bool,
    pub buttons: Vec<Markup>,
}

pub fn list_page(language: Language, list: &List) -> Page {
    let body = html! {
        div class="list" {
            @if let Some(search) = &list.search { (list_search(language, search)) }
            (filters(&list.filters))
            @if let Some(more) = &list.more_filters { (more) }
            @if !list.saved.is_empty() || list.save.is_some() {
                (saved_filters(language, &list.saved, list.save.as_ref()))
            }
            (table(language, &list.table))
            @if let Some(bulk) = list.bulk.as_ref().filter(|_| !list.table.rows.is_empty()) { (bulk_form(language, bulk)) }
            @if let Some(pages) = &list.pager { (pager(language, pages)) }
            @if !list.table.rows.is_empty() { (ways_to_keep(language, list.csv.as_deref())) }
        }
    };
    Page {
        title: list.title.clone(),
        lead: Some(list.count.clone()).filter(|count| !count.is_empty()),
        primary: list.primary.clone(),
        actions: list.actions.clone(),
        body,
        ..Page::default()
    }
}

/// The table of a list that is composed otherwise; on the phone it is read row by row as every list is.
pub fn list_table(language: Language, of: &Table) -> Markup {
    html! { div class="list" { (table(language, of)) } }
}

fn bulk_form(language: Language, bulk: &Bulk) -> Markup {
    html! {
        form class="bulk" method=(if bulk.asks { "get" } else { "post" }) action=(bulk.action) id=(bulk.form) data-bulk {
            @if !bulk.asks { input type="hidden" name="csrf" value=(bulk.csrf); }
            span class="small" data-bulk-count=(text!(language, "parts.list.chosen", count = "#")) {
                (text!(language, "parts.list.bulk"))
            }
            @for button in &bulk.buttons { (button) }
        }
    }
}

/// CSV and print, also for tables that stand on a sheet.
pub fn ways_to_keep(language: Language, csv: Option<&str>) -> Markup {
    html! {
        p class="ways-to-keep" {
            @if let Some(href) = csv { a href=(href) download { (text!(language, "parts.list.csv")) } }
            button class="button" type="button" data-loudness="quiet" data-print hidden {
                (text!(language, "parts.list.print"))
            }
        }
    }
}
