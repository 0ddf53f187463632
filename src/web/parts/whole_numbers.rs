//! Numbers of ours stay on one line wherever they stand in running words: `R-2026-06527`, `P-1001`
//! and `2026-11-20` do not break at their hyphens, and a short figure or day in a cell not at all.

use maud::{Markup, PreEscaped, html};

/// What is longer is no number of ours but a code, and may break.
const NUMBER_MAX: usize = 24;
/// "22. November 2026", "20.11.2026 09:40".
const FIGURE_MAX: usize = 18;
/// Inside these a browser shows marks as they are written, so nothing is added to them.
const AS_WRITTEN: [&str; 4] = ["<textarea", "<option", "<title", "<script"];

/// The same words, with every number of ours in a span that does not wrap.
pub(super) fn whole_numbers(words: &Markup) -> Markup {
    let source = words.0.as_str();
    if !source.contains('-') || AS_WRITTEN.iter().any(|tag| source.contains(tag)) {
        return words.clone();
    }
    let mut kept = String::with_capacity(source.len().saturating_mul(2));
    for piece in source.split_inclusive('>') {
        let (text, tag) = piece.find('<').and_then(|at| piece.split_at_checked(at)).unwrap_or((piece, ""));
        let mut run = String::new();
        for letter in text.chars() {
            if letter.is_ascii_alphanumeric() || letter == '-' {
                run.push(letter);
            } else {
                end_run(&mut kept, &mut run);
                kept.push(letter);
            }
        }
        end_run(&mut kept, &mut run);
        kept.push_str(tag);
    }
    PreEscaped(kept)
}

/// The same for the content of a cell: a day or a figure alone stays whole too.
pub(super) fn whole_cell(words: &Markup) -> Markup {
    let source = words.0.as_str();
    let is_figure = source.starts_with(|first: char| first.is_ascii_digit())
        && !source.contains('<')
        && source.chars().count() <= FIGURE_MAX;
    if is_figure {
        html! { span class="unbroken" { (words) } }
    } else {
        whole_numbers(words)
    }
}

fn end_run(kept: &mut String, run: &mut String) {
    if is_number(run) {
        kept.push_str("<span class=\"unbroken\">");
        kept.push_str(run);
        kept.push_str("</span>");
    } else {
        kept.push_str(run);
    }
    run.clear();
}

/// A hyphen with a figure behind it and something before it.
fn is_number(run: &str) -> bool {
    run.len() <= NUMBER_MAX
        && run.split_once('-').is_some_and(|(before, _)| !before.is_empty())
        && run.split('-').skip(1).any(|part| part.starts_with(|first: char| first.is_ascii_digit()))
}
