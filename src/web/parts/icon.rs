//! Our own line icons on a grid of 20, drawn with the colour of the text around them. They are
//! always beside words and therefore hidden from those who hear the page.

use maud::{Markup, PreEscaped, html};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Icon {
    Add,
    Approve,
    Back,
    Bad,
    Basket,
    Bell,
    Book,
    Calendar,
    Case,
    Chart,
    Close,
    Commission,
    Desk,
    Document,
    Download,
    Edit,
    Good,
    Attention,
    Globe,
    Help,
    Home,
    Information,
    Invoice,
    Key,
    Ledger,
    Location,
    Mail,
    Menu,
    Message,
    More,
    Next,
    Order,
    Parcel,
    Payment,
    People,
    Person,
    Print,
    Product,
    Ring,
    Scan,
    Search,
    Settings,
    SignOut,
    Stock,
    Tag,
    Task,
    Tree,
    Upload,
}

pub fn icon(icon: Icon) -> Markup {
    html! {
        svg class="icon" viewBox="0 0 20 20" width="20" height="20" aria-hidden="true" {
            (PreEscaped(lines(icon)))
        }
    }
}

fn lines(icon: Icon) -> &'static str {
    match icon {
        Icon::Add => r#"<path d="M10 4v12M4 10h12"/>"#,
        Icon::Approve => r#"<rect x="3" y="3" width="14" height="14" rx="2"/><path d="m6.5 10.5 2.5 2.5 5-6"/>"#,
        Icon::Back => r#"<path d="M16 10H4M9 5l-5 5 5 5"/>"#,
        Icon::Basket => r#"<path d="M2.5 8h15l-1.7 8.5H4.2zM6.5 8l3-5M13.5 8l-3-5"/>"#,
        Icon::Bell => r#"<path d="M4 14.5h12c-1.5-1.5-2-3-2-6a4 4 0 0 0-8 0c0 3-.5 4.5-2 6zM8.5 17h3"/>"#,
        Icon::Book => {
            r#"<path d="M10 5c-2-1.3-4.5-1.5-7-1.5v12c2.5 0 5 .2 7 1.5 2-1.3 4.5-1.5 7-1.5v-12c-2.5 0-5 .2-7 1.5zM10 5v12"/>"#
        }
        Icon::Calendar => {
            r#"<rect x="3" y="4.5" width="14" height="12.5" rx="1.5"/><path d="M3 8.5h14M7 2.5v4M13 2.5v4"/>"#
        }
        Icon::Case => r#"<path d="M2.5 5.5h5.5l2 2h7.5v9h-15z"/>"#,
        Icon::Chart => r#"<path d="M3 3v14h14M6.5 13.5l3.5-4 2.5 2 4-5.5"/>"#,
        Icon::Close => r#"<path d="m5 5 10 10M15 5 5 15"/>"#,
        Icon::Commission => {
            r#"<circle cx="6.5" cy="6.5" r="2.5"/><circle cx="13.5" cy="13.5" r="2.5"/><path d="M15.5 4.5l-11 11"/>"#
        }
        Icon::Desk => r#"<path d="M2.5 8h15M4 8v8.5M16 8v8.5M11 8v5h5M6 8V4h4v4"/>"#,
        Icon::Document => r#"<path d="M5 2.5h6.5l3.5 3.5v11.5H5zM11.5 2.5V6H15M7.5 10h5M7.5 13h5"/>"#,
        Icon::Download => r#"<path d="M10 3v10M5.5 8.5 10 13l4.5-4.5M3.5 17h13"/>"#,
        Icon::Edit => r#"<path d="M3.5 16.5l.8-3.6L13.5 3.7l2.8 2.8-9.2 9.2zM11.5 5.7l2.8 2.8"/>"#,
        Icon::Globe => {
            r#"<circle cx="10" cy="10" r="7"/><path d="M3 10h14M10 3c-5 4.5-5 9.5 0 14 5-4.5 5-9.5 0-14z"/>"#
        }
        Icon::Help => {
            r#"<circle cx="10" cy="10" r="7"/><path d="M7.8 8a2.2 2.2 0 1 1 3.2 2c-.7.4-1 .8-1 1.5M10 13.8v.4"/>"#
        }
        Icon::Home => r#"<path d="M3 9.5 10 3.5l7 6M5 8v8.5h10V8"/>"#,
        Icon::Invoice => {
            r#"<path d="M4.5 2.5h11v15l-2.2-1.5-1.6 1.5-1.7-1.5-1.7 1.5-1.6-1.5-2.2 1.5zM7.5 6.5h5M7.5 10h5"/>"#
        }
        Icon::Key => r#"<circle cx="6.5" cy="13.5" r="3.5"/><path d="M9 11l7.5-7.5M13 7l2.5 2.5"/>"#,
        Icon::Ledger => r#"<path d="M3.5 3.5h13v13h-13zM10 3.5v13M3.5 7.5h13M3.5 12h13"/>"#,
        Icon::Location => {
            r#"<path d="M10 17.5c-3.5-4-5.5-6.5-5.5-9.5a5.5 5.5 0 0 1 11 0c0 3-2 5.5-5.5 9.5z"/><circle cx="10" cy="8" r="2"/>"#
        }
        Icon::Mail => r#"<rect x="2.5" y="4.5" width="15" height="11" rx="1"/><path d="m3 5.5 7 5.5 7-5.5"/>"#,
        Icon::Menu => r#"<path d="M3 5.5h14M3 10h14M3 14.5h14"/>"#,
        Icon::Message => r#"<path d="M3 4h14v9.5H9L5.5 17v-3.5H3z"/>"#,
        Icon::More => {
            r#"<circle cx="4.5" cy="10" r=".8"/><circle cx="10" cy="10" r=".8"/><circle cx="15.5" cy="10" r=".8"/>"#
        }
        Icon::Next => r#"<path d="m7.5 4.5 5.5 5.5-5.5 5.5"/>"#,
        Icon::Order => {
            r#"<rect x="4" y="4" width="12" height="13.5" rx="1"/><path d="M7.5 2.5h5v3h-5zM7 9.5h6M7 13h4"/>"#
        }
        Icon::Parcel => r#"<path d="M10 2.5l7 3.5v8l-7 3.5L3 14V6zM3 6l7 3.5L17 6M10 9.5v8M6.5 4.2l7 3.5"/>"#,
        Icon::Payment => r#"<rect x="2.5" y="4.5" width="15" height="11" rx="1.5"/><path d="M2.5 8.5h15M5.5 12.5h3"/>"#,
        Icon::People => {
            r#"<circle cx="7" cy="7" r="2.5"/><path d="M2.5 16c0-3 2-4.5 4.5-4.5s4.5 1.5 4.5 4.5M13 5a2.3 2.3 0 0 1 0 4.5M14 11.7c2.2.3 3.5 1.8 3.5 4.3"/>"#
        }
        Icon::Person => r#"<circle cx="10" cy="7" r="3"/><path d="M4 17c0-3.5 2.5-5.5 6-5.5s6 2 6 5.5"/>"#,
        Icon::Print => r#"<path d="M5.5 7.5v-5h9v5M5.5 14.5h-3v-7h15v7h-3M5.5 11.5h9v6h-9z"/>"#,
        Icon::Product => r#"<path d="M7.5 2.5h5v3.5c2 1 2.5 2.5 2.5 4.5v7H5v-7c0-2 .5-3.5 2.5-4.5zM5 11h10"/>"#,
        Icon::Ring => r#"<circle cx="10" cy="10" r="5.5"/>"#,
        Icon::Scan => {
            r#"<path d="M2.5 6V3.5H6M14 3.5h3.5V6M17.5 14v2.5H14M6 16.5H2.5V14M6 7v6M8.7 7v6M11.3 7v6M14 7v6"/>"#
        }
        Icon::Search => r#"<circle cx="8.5" cy="8.5" r="5"/><path d="m12.3 12.3 4.7 4.7"/>"#,
        Icon::Settings => {
            r#"<path d="M3 6h7M14 6h3M3 14h3M10 14h7"/><circle cx="12" cy="6" r="2"/><circle cx="8" cy="14" r="2"/>"#
        }
        Icon::SignOut => r#"<path d="M11.5 3.5h-7v13h7M8.5 10h8.5M13.5 6.5 17 10l-3.5 3.5"/>"#,
        Icon::Stock => r#"<path d="M2.5 17.5V7L10 3l7.5 4v10.5M6 17.5v-7h8v7M6 14h8"/>"#,
        Icon::Tag => r#"<path d="M3 3h7l7.5 7.5-7 7L3 10z"/><circle cx="6.5" cy="6.5" r="1"/>"#,
        Icon::Task => r#"<path d="m3 5.5 1.5 1.5L7.5 4M3 13.5 4.5 15l3-3M10.5 5.5h7M10.5 14h7"/>"#,
        Icon::Tree => {
            r#"<circle cx="10" cy="4.5" r="2"/><circle cx="4.5" cy="15.5" r="2"/><circle cx="15.5" cy="15.5" r="2"/><path d="M10 6.5V10M4.5 13.5V10h11v3.5"/>"#
        }
        Icon::Upload => r#"<path d="M10 13V3M5.5 7.5 10 3l4.5 4.5M3.5 17h13"/>"#,
        Icon::Good | Icon::Attention | Icon::Bad | Icon::Information => shape(icon),
    }
}

/// The filled shapes of the four meanings: disc with tick, triangle, octagon, disc with i.
fn shape(icon: Icon) -> &'static str {
    match icon {
        Icon::Good => {
            r#"<circle class="fill" cx="10" cy="10" r="7.5"/><path class="cut" d="m6.5 10.3 2.5 2.5 4.7-5.5"/>"#
        }
        Icon::Attention => {
            r#"<path class="fill" d="M10 2.5 18.5 17h-17z"/><path class="cut" d="M10 7.5v4.5M10 14.2v.4"/>"#
        }
        Icon::Bad => {
            r#"<path class="fill" d="M6.9 2.5h6.2l4.4 4.4v6.2l-4.4 4.4H6.9l-4.4-4.4V6.9z"/><path class="cut" d="m7.2 7.2 5.6 5.6M12.8 7.2l-5.6 5.6"/>"#
        }
        _ => {
            r#"<rect class="fill" x="2.5" y="2.5" width="15" height="15" rx="2"/><path class="cut" d="M10 9.2v5M10 6v.4"/>"#
        }
    }
}
