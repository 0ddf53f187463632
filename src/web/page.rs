//! The page as a portal makes it, and the frames around it. A page is plain data; the frame adds
//! what a person sees on every page of her portal.

use crate::text;
use crate::values::Language;
use crate::web::parts::{
    BasketLink, GoKey, HeadLink, LanguageLink, Link, NavigationGroup, Notice, PersonMenu, RoleSwitch, SearchBox,
    frame_foot, frame_head, keyboard_help, message, navigation, page_head,
};
use maud::{DOCTYPE, Markup, html};

#[derive(Clone, Debug, Default)]
pub struct Page {
    /// The name of the page in the window and, unless `heading` says otherwise, on the page.
    pub title: String,
    pub heading: Option<String>,
    /// For search engines; only pages of the site and the shop have one.
    pub description: Option<String>,
    /// State of the thing that the page is about, beside its name.
    pub state: Option<Markup>,
    /// One sentence below the name.
    pub lead: Option<String>,
    pub breadcrumbs: Vec<Link>,
    pub back: Option<Link>,
    /// The next sensible action: at most one a page.
    pub primary: Option<Markup>,
    /// All other actions, as entries of a menu.
    pub actions: Vec<Markup>,
    pub messages: Vec<Notice>,
    pub body: Markup,
    /// The margin column: timeline, facts. Below the body on the phone.
    pub aside: Option<Markup>,
    /// Long work: the page renews itself until the work is done.
    pub refresh_seconds: Option<u32>,
}

/// The kinds of frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Frame {
    /// Navigation at the side: office, warehouse, management.
    Staff,
    /// Navigation at the side, made for the phone first: partners, agencies, promoters, dealers.
    Partner,
    /// Categories along the top: site and shop.
    Shop,
    /// One narrow column without navigation: sign-in, setup, errors.
    Bare,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Theme {
    Light,
    Dark,
}

/// Where the style sheets, the script and the icon of the window are served.
#[derive(Clone, Debug, Default)]
pub struct AssetLinks {
    pub styles: Vec<String>,
    pub script: String,
    pub icon: Option<String>,
}

/// What a frame shows around every page.
#[derive(Clone, Debug, Default)]
pub struct FrameFacts {
    pub language: Language,
    /// What the person chose; the device decides when she did not.
    pub theme: Option<Theme>,
    /// Where the choice of theme is posted; without it there is no switch.
    pub theme_action: Option<String>,
    pub assets: AssetLinks,
    pub firm_name: String,
    pub logo: Option<String>,
    /// Where the firm's name leads.
    pub home: String,
    pub navigation: Vec<NavigationGroup>,
    pub search: Option<SearchBox>,
    pub roles: Option<RoleSwitch>,
    pub person: Option<PersonMenu>,
    /// Sign in, or the way to one's own portal: at the top of a shop, on the phone only as pictures.
    pub head_links: Vec<HeadLink>,
    pub basket: Option<BasketLink>,
    /// Above everything, on every page: "Demo", "Testbetrieb".
    pub banner: Option<String>,
    /// What the step before the redirect has to say.
    pub flash: Vec<Notice>,
    pub csrf: String,
    pub languages: Vec<LanguageLink>,
    /// Imprint, terms, privacy, and in every shop the withdrawal function.
    pub footer: Vec<Link>,
}

impl Frame {
    fn word(self) -> &'static str {
        match self {
            Frame::Staff => "staff",
            Frame::Partner => "partner",
            Frame::Shop => "shop",
            Frame::Bare => "bare",
        }
    }

    /// Only those who work here every day have keys.
    fn foot_end(self, facts: &FrameFacts) -> Markup {
        match self {
            Frame::Staff | Frame::Partner => keyboard_help(facts.language, &facts.go_keys()),
            Frame::Shop | Frame::Bare => html! {},
        }
    }
}

impl FrameFacts {
    fn theme_word(&self) -> Option<&'static str> {
        self.theme.map(|theme| match theme {
            Theme::Light => "light",
            Theme::Dark => "dark",
        })
    }

    fn go_keys(&self) -> Vec<GoKey> {
        let items = self.navigation.iter().flat_map(|group| &group.items);
        items.filter_map(|item| Some(GoKey { key: item.key?, label: item.label.clone() })).collect()
    }
}

/// The whole document.
pub fn framed_page(frame: Frame, facts: &FrameFacts, page: &Page) -> Markup {
    html! {
        (DOCTYPE)
        html lang=(facts.language.tag()) data-theme=[facts.theme_word()] {
            (document_head(facts, page))
            body class="frame" data-frame=(frame.word()) {
                a class="skip" href="#content" { (text!(facts.language, "parts.frame.skip")) }
                @if let Some(banner) = &facts.banner {
                    section class="banner" aria-label=(text!(facts.language, "parts.banner.name")) { (banner) }
                }
                (frame_head(facts))
                @if !facts.navigation.is_empty() { (navigation(facts.language, &facts.navigation)) }
                main class="content" id="content" tabindex="-1" { (content(facts, page)) }
                (frame_foot(facts, &frame.foot_end(facts)))
            }
        }
    }
}

fn document_head(facts: &FrameFacts, page: &Page) -> Markup {
    html! {
        head {
            meta charset="utf-8";
            meta name="viewport" content="width=device-width, initial-scale=1";
            title { (page.title) @if !facts.firm_name.is_empty() { " · " (facts.firm_name) } }
            @if let Some(description) = &page.description { meta name="description" content=(description); }
            @if let Some(seconds) = page.refresh_seconds {
                noscript { meta http-equiv="refresh" content=(seconds); }
            }
            @for style in &facts.assets.styles { link rel="stylesheet" href=(style); }
            @if let Some(icon) = &facts.assets.icon { link rel="icon" href=(icon); }
            script src=(facts.assets.script) defer {}
        }
    }
}

fn content(facts: &FrameFacts, page: &Page) -> Markup {
    let messages = facts.flash.iter().chain(&page.messages);
    html! {
        div class="messages" { @for one in messages { (message(facts.language, one)) } }
        (page_head(facts.language, page))
        div class="page" data-aside[page.aside.is_some()] {
            div class="stack" { (page.body) }
            @if let Some(aside) = &page.aside { aside class="stack" { (aside) } }
        }
    }
}
