//! A letter as plain text: complete in itself, for people and programs that read no HTML.

use crate::exchange::mail::writing::{Block, Closing, ItemLine, Sum};

pub(super) fn write(blocks: &[Block], closing: &Closing) -> String {
    let (enclosed, body): (Vec<&Block>, Vec<&Block>) =
        blocks.iter().partition(|written| matches!(written, Block::Legal(_)));
    let mut parts: Vec<String> = body.into_iter().map(block).collect();
    parts.push(format!("{}\n{}", closing.regards, closing.trade_name));
    parts.extend(enclosed.into_iter().map(block));
    // The signature separator of RFC 3676, 4.3: two dashes and a blank.
    parts.push(format!("-- \n{}", closing.particulars.join("\n")));
    let mut text = parts.join("\n\n");
    text.push('\n');
    text
}

fn block(block: &Block) -> String {
    match block {
        Block::Paragraph(sentence) => sentence.clone(),
        Block::Facts(facts) => lines(facts.iter().map(|(label, value)| format!("{label}: {value}"))),
        Block::Items { lines: items, sums } => lines(items.iter().map(item).chain(sums.iter().map(sum))),
        Block::Link { label, address } => format!("{label}:\n{address}"),
        Block::Quote(words) => lines(words.lines().map(|line| format!("> {line}").trim_end().to_owned())),
        Block::Legal(markdown) => {
            lines(markdown.trim().lines().map(|line| line.trim_start_matches('#').trim().to_owned()))
        }
    }
}

fn item(line: &ItemLine) -> String {
    let amount = if line.amount.is_empty() { String::new() } else { format!("  {}", line.amount) };
    format!("{} × {}{amount}", line.quantity, line.name)
}

fn sum(sum: &Sum) -> String {
    format!("{}: {}", sum.label, sum.amount)
}

fn lines(lines: impl Iterator<Item = String>) -> String {
    lines.collect::<Vec<_>>().join("\n")
}
