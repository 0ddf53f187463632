//! The drawings inside a chart. Every figure carries its words as title; every series carries its
//! number, by which the style sheet colours it and the switches hide it.

use crate::web::parts::chart::scale::{HEIGHT, Scale, share, tenths};
use crate::web::parts::chart::{Chart, ChartKind, SERIES_MAX, Series};
use maud::{Markup, html};

/// A group of bars takes so many hundredths of its place; in a distribution nearly all.
const GROUP_HUNDREDTHS: i64 = 64;
const TOUCHING_HUNDREDTHS: i64 = 98;

/// Figures are written on the bars when there are at most so many.
const WRITTEN_BARS_MAX: usize = 6;

/// With more bars the figures would meet on a phone and are left to the table there.
const UNCROWDED_MAX: usize = 4;

/// Names at the ends of lines keep this distance, in tenths.
const NAME_DISTANCE_TENTHS: i64 = 170;
const HALF_LETTER_TENTHS: i64 = 50;

/// The breadth that a letter of a name is given beside the plot.
const LETTER_WIDTH: i64 = 9;

type Write<'a> = &'a dyn Fn(i64) -> String;

pub fn bars(chart: &Chart, scale: &Scale, write: Write) -> Markup {
    html! {
        svg width="100%" height=(HEIGHT) role="img" aria-label=(chart.finding) {
            (grid(scale))
            @for (number, series) in chart.series.iter().take(SERIES_MAX).enumerate() {
                g data-series=(number + 1) {
                    @for (place, figure) in series.figures.iter().enumerate() {
                        @if let Some(figure) = figure { (bar(chart, scale, write, (number, place, *figure))) }
                    }
                }
            }
            (zero_line(scale))
        }
    }
}

fn bar(chart: &Chart, scale: &Scale, write: Write, (number, place, figure): (usize, usize, i64)) -> Markup {
    let place_name = chart.places.get(place).map_or("", String::as_str);
    let series_name = chart.series.get(number).map_or("", |series| series.name.as_str());
    let group = if chart.kind == ChartKind::Distribution { TOUCHING_HUNDREDTHS } else { GROUP_HUNDREDTHS };
    let series_count = count(chart.series.len().min(SERIES_MAX));
    // One place is as wide as 100 × series units, so that every edge is a whole number of them.
    let whole = count(chart.places.len()) * 100 * series_count;
    let left = count(place) * 100 * series_count + (100 - group) * series_count / 2 + count(number) * group;
    let zero = scale.tenths_from_top(0);
    let top = scale.tenths_from_top(figure);
    let words_at = if figure < 0 { top + 160 } else { top - 60 };
    let written = chart.series.len() == 1 && chart.places.len() <= WRITTEN_BARS_MAX;
    html! {
        rect x=(share(left, whole)) width=(share(group, whole)) y=(tenths(top.min(zero)))
            height=(tenths((zero - top).abs())) data-highlight[chart.highlight == Some(place)] {
            title { (place_name) ", " (series_name) ": " (write(figure)) }
        }
        @if written {
            text x=(share(left * 2 + group, whole * 2)) y=(tenths(words_at)) text-anchor="middle"
                data-crowded[chart.places.len() > UNCROWDED_MAX] {
                (write(figure))
            }
        }
    }
}

pub fn lines(chart: &Chart, scale: &Scale, write: Write) -> Markup {
    html! {
        svg width="100%" height=(HEIGHT) role="img" aria-label=(chart.finding) {
            (grid(scale))
            (zero_line(scale))
            @for (number, series) in chart.series.iter().take(SERIES_MAX).enumerate() {
                g data-series=(number + 1) { (line(chart, scale, write, series)) }
            }
        }
    }
}

fn line(chart: &Chart, scale: &Scale, write: Write, series: &Series) -> Markup {
    let across = |place: usize| share(count(place) * 2 + 1, count(chart.places.len()) * 2);
    let down = |figure: i64| tenths(scale.tenths_from_top(figure));
    let pairs = series.figures.iter().zip(series.figures.iter().skip(1)).enumerate();
    html! {
        @for (place, pair) in pairs {
            @if let (Some(from), Some(to)) = pair {
                line x1=(across(place)) y1=(down(*from)) x2=(across(place + 1)) y2=(down(*to)) {}
            }
        }
        @for (place, figure) in series.figures.iter().enumerate() {
            @if let Some(figure) = figure {
                circle cx=(across(place)) cy=(down(*figure)) r="3.5" data-highlight[chart.highlight == Some(place)] {
                    title {
                        (chart.places.get(place).map_or("", String::as_str)) ", " (series.name) ": " (write(*figure))
                    }
                }
            }
        }
    }
}

/// The names of the series beside the ends of their lines, moved apart where they would meet. A
/// narrow screen leaves them out; the switches say the same.
pub fn names(chart: &Chart, scale: &Scale) -> Markup {
    let mut ends = Vec::new();
    for (number, series) in chart.series.iter().take(SERIES_MAX).enumerate() {
        if let Some(last) = series.figures.iter().flatten().next_back() {
            ends.push((scale.tenths_from_top(*last) + HALF_LETTER_TENTHS, number, series));
        }
    }
    ends.sort_by_key(|(top, number, _)| (*top, *number));
    let mut free_from = HALF_LETTER_TENTHS;
    for (top, _, _) in &mut ends {
        *top = (*top).max(free_from);
        free_from = *top + NAME_DISTANCE_TENTHS;
    }
    let longest = chart.series.iter().map(|series| series.name.chars().count()).max().unwrap_or(0);
    html! {
        svg class="names" width=(count(longest) * LETTER_WIDTH) height=(HEIGHT) aria-hidden="true" {
            @for (top, number, series) in &ends {
                text x="0" y=(tenths(*top)) data-series=(number + 1) { (series.name) }
            }
        }
    }
}

fn grid(scale: &Scale) -> Markup {
    html! {
        @for tick in scale.ticks() {
            @let down = tenths(scale.tenths_from_top(tick));
            line class="grid" x1="0" x2="100%" y1=(down) y2=(down) {}
        }
    }
}

fn zero_line(scale: &Scale) -> Markup {
    let down = tenths(scale.tenths_from_top(0));
    html! { line class="zero" x1="0" x2="100%" y1=(down) y2=(down) {} }
}

fn count(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}
