//! The top of a page: where one is and comes from, its name and state, the one primary button and
//! the menu of other actions.

use crate::text;
use crate::values::Language;
use crate::web::page::Page;
use crate::web::parts::actions::action_menu;
use crate::web::parts::icon::{Icon, icon};
use crate::web::parts::whole_numbers::whole_numbers;
use maud::{Markup, html};

pub fn page_head(language: Language, page: &Page) -> Markup {
    let heading = page.heading.as_ref().unwrap_or(&page.title);
    html! {
        @if !page.breadcrumbs.is_empty() { (breadcrumbs(language, page)) }
        @if let Some(back) = &page.back {
            a class="back" href=(back.href) { (icon(Icon::Back)) (back.label) }
        }
        header class="page-head" {
            div {
                h1 { (whole_numbers(&html! { (heading) })) }
                @if let Some(state) = &page.state { (state) }
                @if let Some(lead) = &page.lead { p class="lead" { (whole_numbers(&html! { (lead) })) } }
            }
            @if page.primary.is_some() || !page.actions.is_empty() {
                div class="buttons" {
                    @if let Some(primary) = &page.primary { (primary) }
                    @if !page.actions.is_empty() { (action_menu(language, &page.actions)) }
                }
            }
        }
    }
}

fn breadcrumbs(language: Language, page: &Page) -> Markup {
    html! {
        nav class="breadcrumbs" aria-label=(text!(language, "parts.breadcrumbs.name")) {
            ol { @for crumb in &page.breadcrumbs { li { a href=(crumb.href) { (crumb.label) } } } }
        }
    }
}
