//! Charts: three kinds (line, bar, distribution), drawn as SVG on the server, with switches for
//! the series and a table behind. Widths are shares of the box, so that letters keep their size
//! on every screen; heights are fixed.

mod drawing;
mod scale;

use crate::text;
use crate::values::Language;
use crate::web::parts::table::{Column, Row, Table, table};
use drawing::{bars, lines, names};
use maud::{Markup, html};
use scale::Scale;

/// More series than this cannot be told apart; further ones stand in the table only.
pub const SERIES_MAX: usize = 5;

#[derive(Clone, Debug, Default)]
pub struct Chart {
    pub kind: ChartKind,
    /// The title: a sentence that says what the picture shows.
    pub finding: String,
    /// What is measured and in what: "Umsatz je Monat in Euro".
    pub measure: String,
    /// What the places along the bottom are: "Monat".
    pub places_heading: String,
    /// The places along the bottom, in order.
    pub places: Vec<String>,
    pub series: Vec<Series>,
    /// A place that stands out: the present month, one's own class in a distribution.
    pub highlight: Option<usize>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ChartKind {
    #[default]
    Line,
    Bar,
    /// How many fall into each class; the bars touch.
    Distribution,
}

#[derive(Clone, Debug, Default)]
pub struct Series {
    pub name: String,
    /// One figure a place, in the smallest unit; nothing where there is no figure yet.
    pub figures: Vec<Option<i64>>,
}

/// `write` turns a figure into words, for the axis, the titles and the table.
pub fn chart(language: Language, chart: &Chart, write: &dyn Fn(i64) -> String) -> Markup {
    let scale = Scale::of(&chart.series);
    html! {
        figure class="chart" {
            figcaption { p { (chart.finding) } p class="small" { (chart.measure) } }
            @if chart.series.len() > 1 { (switches(language, chart)) }
            div class="plot" {
                ol class="ticks" aria-hidden="true" {
                    @for tick in scale.ticks().iter().rev() { li { (write(*tick)) } }
                }
                div {
                    @match chart.kind {
                        ChartKind::Line => { (lines(chart, &scale, write)) }
                        ChartKind::Bar | ChartKind::Distribution => { (bars(chart, &scale, write)) }
                    }
                    (places(chart))
                }
                @if chart.kind == ChartKind::Line && chart.series.len() > 1 { (names(chart, &scale)) }
            }
            details {
                summary { (text!(language, "parts.chart.table")) }
                (figures_table(language, chart, write))
            }
        }
    }
}

/// So many letters stand beside each other below the plot: on a broad screen, and on a phone.
const LETTERS_BROAD: usize = 96;
const LETTERS_NARROW: usize = 30;

/// A few bars have names of kinds, of which none can be guessed from its neighbours, as that of a month can.
const FEW_BARS: usize = 6;

/// The names along the bottom. Those of a few bars go on in a second line; others, where they would meet, are only
/// every second, third and so on.
fn places(chart: &Chart) -> Markup {
    if chart.kind == ChartKind::Bar && chart.places.len() <= FEW_BARS {
        return html! {
            ol class="places" aria-hidden="true" data-in-lines { @for place in &chart.places { li { span { (place) } } } }
        };
    }
    let longest = chart.places.iter().map(|place| place.chars().count()).max().unwrap_or(0);
    let every = |letters: usize| (chart.places.len() * (longest + 1)).div_ceil(letters).max(1);
    let broad = every(LETTERS_BROAD);
    // A phone shows some of those that a broad screen shows.
    let narrow = every(LETTERS_NARROW).next_multiple_of(broad);
    html! {
        ol class="places" aria-hidden="true" {
            @for (number, place) in chart.places.iter().enumerate() {
                li data-left-out=[left_out(number, broad, narrow)] { span { (place) } }
            }
        }
    }
}

/// Where a name is left out: everywhere, on a phone, or nowhere.
fn left_out(number: usize, broad: usize, narrow: usize) -> Option<&'static str> {
    match (number.is_multiple_of(broad), number.is_multiple_of(narrow)) {
        (false, _) => Some("everywhere"),
        (true, false) => Some("narrow"),
        (true, true) => None,
    }
}

fn switches(language: Language, chart: &Chart) -> Markup {
    html! {
        ul class="switches" aria-label=(text!(language, "parts.chart.series")) {
            @for (place, series) in chart.series.iter().take(SERIES_MAX).enumerate() {
                li {
                    label data-series=(place + 1) {
                        input type="checkbox" value=(place + 1) checked autocomplete="off";
                        (series.name)
                    }
                }
            }
        }
    }
}

fn figures_table(language: Language, chart: &Chart, write: &dyn Fn(i64) -> String) -> Markup {
    let mut columns = vec![Column::text(&chart.places_heading)];
    columns.extend(chart.series.iter().map(|series| Column::figure(&series.name)));
    let row = |(place, name): (usize, &String)| {
        let mut cells = vec![html! { (name) }];
        for series in &chart.series {
            let figure = series.figures.get(place).copied().flatten();
            cells.push(html! { (figure.map_or_else(|| "–".to_owned(), write)) });
        }
        Row::new(cells)
    };
    let rows = chart.places.iter().enumerate().map(row).collect();
    table(language, &Table { caption: chart.measure.clone(), columns, rows, ..Table::default() })
}
