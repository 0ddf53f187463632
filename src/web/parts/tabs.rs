//! Tabs of a sheet. They are links: each tab is a page with an address of its own.

use maud::{Markup, html};

#[derive(Clone, Debug, Default)]
pub struct Tab {
    pub label: String,
    pub href: String,
    pub current: bool,
    pub count: Option<String>,
}

/// `name` is spoken as the name of the group: "Ansichten der Bestellung".
pub fn tabs(name: &str, tabs: &[Tab]) -> Markup {
    html! {
        nav class="tabs" aria-label=(name) {
            ul {
                @for tab in tabs {
                    li {
                        a href=(tab.href) aria-current=[tab.current.then_some("page")] {
                            (tab.label)
                            @if let Some(count) = &tab.count { span class="small" { (count) } }
                        }
                    }
                }
            }
        }
    }
}
