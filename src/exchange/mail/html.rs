//! A letter as restrained HTML: one column, the system's own font, no pictures and nothing that is fetched.
//!
//! Programs that show mail ignore style sheets, so styles stand beside their elements here; pages never do that.

use crate::exchange::mail::writing::{Block, Closing, ItemLine, Sum};
use crate::values::Language;

const BODY: &str = "margin:0;padding:24px 16px;background:#ffffff;color:#1c1c1a;\
    font:16px/1.5 system-ui,-apple-system,'Segoe UI',Roboto,'Helvetica Neue',Arial,\
    'PingFang SC','Microsoft YaHei',sans-serif";
const COLUMN: &str = "max-width:600px;margin:0 auto";
const PARAGRAPH: &str = "margin:0 0 16px";
const TABLE: &str = "width:100%;border-collapse:collapse;margin:0 0 16px;font-size:16px";
const CELL: &str = "padding:6px 0;vertical-align:top;text-align:left;border-bottom:1px solid #e4e2dc";
const QUANTITY: &str = "padding:6px 12px 6px 0;vertical-align:top;text-align:right;white-space:nowrap;\
    border-bottom:1px solid #e4e2dc;font-variant-numeric:tabular-nums";
const AMOUNT: &str = "padding:6px 0 6px 12px;vertical-align:top;text-align:right;white-space:nowrap;\
    border-bottom:1px solid #e4e2dc;font-variant-numeric:tabular-nums";
const LABEL: &str = "padding:2px 16px 2px 0;vertical-align:top;text-align:left;font-weight:400;color:#5c5a55;width:34%";
const VALUE: &str = "padding:2px 0;vertical-align:top";
const QUOTE: &str = "margin:0 0 16px;padding:0 0 0 16px;border-left:3px solid #e4e2dc;white-space:pre-wrap";
const ADDRESS: &str = "font-size:13px;color:#5c5a55;word-break:break-all";
const SMALL: &str = "margin:0 0 8px;font-size:14px;color:#5c5a55";
const SMALL_HEADING: &str = "margin:16px 0 8px;font-size:14px;color:#5c5a55;font-weight:600";
const SMALL_LIST: &str = "margin:0 0 8px;padding-left:20px;font-size:14px;color:#5c5a55";
const ENCLOSED: &str = "margin:32px 0 0;padding:16px 0 0;border-top:1px solid #e4e2dc";
const FOOT: &str = "margin:32px 0 0;padding:16px 0 0;border-top:1px solid #e4e2dc;font-size:13px;color:#5c5a55";

pub(super) fn write(blocks: &[Block], closing: &Closing, language: Language, accent: &str) -> String {
    let colour = safe_colour(accent);
    let head = format!("{PARAGRAPH};font-weight:600;color:{colour}");
    let mut column = element("p", &head, &escaped(&closing.trade_name));
    let (enclosed, body): (Vec<&Block>, Vec<&Block>) =
        blocks.iter().partition(|written| matches!(written, Block::Legal(_)));
    for written in body {
        column.push_str(&block(written, colour));
    }
    let regards = format!("{}<br>{}", escaped(&closing.regards), escaped(&closing.trade_name));
    column.push_str(&element("p", PARAGRAPH, &regards));
    for written in enclosed {
        column.push_str(&element("div", ENCLOSED, &block(written, colour)));
    }
    let particulars: Vec<String> = closing.particulars.iter().map(|line| escaped(line)).collect();
    column.push_str(&element("p", FOOT, &particulars.join("<br>")));
    format!(
        "<!DOCTYPE html>\n<html lang=\"{}\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width\"><title>{}</title></head>\n{}</html>\n",
        language.tag(),
        escaped(&closing.trade_name),
        element("body", BODY, &element("div", COLUMN, &column)),
    )
}

fn block(block: &Block, colour: &str) -> String {
    match block {
        Block::Paragraph(sentence) => element("p", PARAGRAPH, &escaped(sentence)),
        Block::Facts(facts) => {
            let rows = facts.iter().map(|(label, value)| {
                let cells = element("th", LABEL, &escaped(label)) + &element("td", VALUE, &escaped(value));
                format!("<tr>{cells}</tr>\n")
            });
            element("table", TABLE, &rows.collect::<String>())
        }
        Block::Items { lines, sums } => {
            let rows = lines.iter().map(item).chain(sums.iter().map(sum));
            element("table", TABLE, &rows.collect::<String>())
        }
        Block::Link { label, address } => {
            let link = format!(
                "<a href=\"{}\" style=\"color:{colour};font-weight:600\">{}</a><br>",
                escaped(address),
                escaped(label)
            );
            element("p", PARAGRAPH, &(link + &element("span", ADDRESS, &escaped(address))))
        }
        Block::Quote(words) => element("blockquote", QUOTE, &escaped(words)),
        Block::Legal(markdown) => {
            let parts = markdown.split("\n\n").map(str::trim).filter(|part| !part.is_empty());
            parts.map(legal_part).collect()
        }
    }
}

fn item(line: &ItemLine) -> String {
    row(&format!("{} ×", escaped(&line.quantity)), &escaped(&line.name), &escaped(&line.amount))
}

fn sum(sum: &Sum) -> String {
    let (label, amount) = (escaped(&sum.label), escaped(&sum.amount));
    if sum.strong {
        row("", &format!("<strong>{label}</strong>"), &format!("<strong>{amount}</strong>"))
    } else {
        row("", &label, &amount)
    }
}

fn row(quantity: &str, name: &str, amount: &str) -> String {
    let cells = [element("td", QUANTITY, quantity), element("td", CELL, name), element("td", AMOUNT, amount)];
    format!("<tr>{}</tr>\n", cells.concat())
}

/// The little Markdown that legal texts use: headings, lists and paragraphs.
fn legal_part(part: &str) -> String {
    if part.starts_with('#') {
        element("p", SMALL_HEADING, &escaped(part.trim_start_matches('#').trim()))
    } else if part.starts_with("- ") {
        let entries = part.lines().map(|line| format!("<li>{}</li>\n", escaped(line.trim_start_matches("- "))));
        element("ul", SMALL_LIST, &entries.collect::<String>())
    } else {
        element("p", SMALL, &escaped(part))
    }
}

/// The only place that writes an element; what it holds is escaped already.
fn element(name: &str, style: &str, inside: &str) -> String {
    format!("<{name} style=\"{style}\">{inside}</{name}>\n")
}

fn escaped(words: &str) -> String {
    let mut safe = String::with_capacity(words.len());
    for sign in words.chars() {
        match sign {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            other => safe.push(other),
        }
    }
    safe
}

/// The firm's colour when it is one, else black: whatever stands in a style must not end it.
fn safe_colour(accent: &str) -> &str {
    let digits = accent.strip_prefix('#').unwrap_or_default();
    let good = digits.len() == 6 && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    if good { accent } else { "#1c1c1a" }
}
