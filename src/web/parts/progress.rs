//! Long work: what is happening, how far it is, and what can be done meanwhile. Script renews the
//! part; without script the page renews itself (`Page::refresh_seconds`).

use crate::text;
use crate::values::Language;
use maud::{Markup, html};

#[derive(Clone, Debug, Default)]
pub struct Progress {
    /// What is happening now: "Bestellungen werden gelesen".
    pub what: String,
    pub done: u64,
    /// Unknown while the work is still being measured.
    pub total: Option<u64>,
    /// How far, in words: "12.400 von 69.659 Zeilen".
    pub how_far: String,
    /// What can be done meanwhile.
    pub meanwhile: Markup,
}

pub fn progress(language: Language, progress: &Progress) -> Markup {
    html! {
        div class="progress" data-progress role="status" {
            p { (progress.what) }
            progress value=[progress.total.map(|_| progress.done)] max=[progress.total]
                aria-label=(progress.what) { (progress.how_far) }
            p class="small" { (progress.how_far) }
            p class="small" { (text!(language, "parts.progress.close")) }
            (progress.meanwhile)
        }
    }
}

/// A small bar in a cell or tile: how much of something is reached or used up.
#[derive(Clone, Debug, Default)]
pub struct Meter {
    pub label: String,
    pub done: u64,
    pub total: u64,
    /// "120 von 300 Punkten".
    pub written: String,
}

pub fn meter(meter: &Meter) -> Markup {
    html! {
        div class="meter" {
            progress value=(meter.done) max=(meter.total) aria-label=(meter.label) { (meter.written) }
            span class="small" { (meter.written) }
        }
    }
}
