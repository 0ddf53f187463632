//! A figure that is typed, and with script drawn along a line as well. Around it a form that only asks: with script
//! its answer follows while one draws; without it a button fetches the answer.

use crate::text;
use crate::values::Language;
use crate::web::parts::field::{Field, framed};
use maud::{Markup, html};

/// How far the line goes, in whole units; more can be typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SliderRange {
    pub most: u32,
    pub step: u32,
}

pub fn slider_field(language: Language, field: &Field, range: SliderRange) -> Markup {
    let control = html! {
        div class="slider" {
            div class="control" {
                input class="input" type="text" inputmode="decimal" id=(field.anchor()) name=(field.name)
                    value=(field.value) autocomplete="off" data-figures data-slider-figure
                    aria-describedby=[field.described_by()] aria-invalid=[field.invalid()];
                @if let Some(unit) = &field.unit { span class="unit" { (unit) } }
            }
            input type="range" min="0" max=(range.most) step=(range.step) autocomplete="off" hidden
                data-slider aria-label=(field.label);
        }
    };
    framed(language, field, control)
}

/// The form and its answer; what is asked travels in the address.
pub fn live_form(language: Language, action: &str, fields: &Markup, answer: &Markup) -> Markup {
    html! {
        form class="live-form" method="get" action=(action) data-live {
            (fields)
            button class="button" type="submit" data-loudness="primary" {
                (text!(language, "parts.live.reckon"))
            }
        }
        div data-live-answer aria-live="polite" { (answer) }
    }
}
