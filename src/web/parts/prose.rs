//! Texts that the firm writes itself, in a small part of Markdown: headings, paragraphs, lists. Everything else
//! stands as it was typed; no HTML passes.

use maud::{Markup, html};

enum Block<'t> {
    Heading(usize, &'t str),
    Paragraph(String),
    List(Vec<String>),
    Numbered(Vec<String>),
}

/// The text without its first heading, which the page shows as its name.
pub fn prose(text: &str) -> Markup {
    let blocks = blocks(text);
    html! {
        div class="prose" {
            @for block in &blocks {
                @match block {
                    Block::Heading(1, _) => {}
                    Block::Heading(2, words) => { h2 { (words) } }
                    Block::Heading(_, words) => { h3 { (words) } }
                    Block::Paragraph(words) => { p { (words) } }
                    Block::List(items) => { ul { @for item in items { li { (item) } } } }
                    Block::Numbered(items) => { ol { @for item in items { li { (item) } } } }
                }
            }
        }
    }
}

/// The first heading of a text.
pub fn prose_title(text: &str) -> Option<String> {
    text.lines().find_map(|line| line.strip_prefix("# ")).map(|words| words.trim().to_owned())
}

fn blocks(text: &str) -> Vec<Block<'_>> {
    let mut blocks: Vec<Block<'_>> = Vec::new();
    let mut is_open = false;
    for line in text.lines().map(str::trim_end) {
        let hashes = line.bytes().take_while(|byte| *byte == b'#').count();
        let item = line.trim_start().strip_prefix("- ").or_else(|| line.trim_start().strip_prefix("* "));
        match (line.trim(), hashes, item) {
            ("", _, _) => is_open = false,
            (_, 1..=6, _) if line.get(hashes..).is_some_and(|rest| rest.starts_with(' ')) => {
                blocks.push(Block::Heading(hashes, line.get(hashes..).unwrap_or_default().trim()));
                is_open = false;
            }
            (_, _, Some(item)) => {
                match blocks.last_mut() {
                    Some(Block::List(items)) if is_open => items.push(item.trim().to_owned()),
                    _ => blocks.push(Block::List(vec![item.trim().to_owned()])),
                }
                is_open = true;
            }
            (words, _, _) if numbered_item(words).is_some() => {
                let item = numbered_item(words).unwrap_or_default().to_owned();
                match blocks.last_mut() {
                    Some(Block::Numbered(items)) if is_open => items.push(item),
                    _ => blocks.push(Block::Numbered(vec![item])),
                }
                is_open = true;
            }
            (words, _, _) => {
                match blocks.last_mut() {
                    Some(Block::Paragraph(paragraph)) if is_open => {
                        paragraph.push(' ');
                        paragraph.push_str(words);
                    }
                    Some(Block::List(items) | Block::Numbered(items)) if is_open && line.starts_with(' ') => {
                        if let Some(last) = items.last_mut() {
                            last.push(' ');
                            last.push_str(words);
                        }
                    }
                    _ => blocks.push(Block::Paragraph(words.to_owned())),
                }
                is_open = true;
            }
        }
    }
    blocks
}

/// `1. words` is an item of a numbered list.
fn numbered_item(line: &str) -> Option<&str> {
    let (number, item) = line.split_once(". ")?;
    let counts = !number.is_empty() && number.len() <= 3 && number.bytes().all(|byte| byte.is_ascii_digit());
    counts.then_some(item.trim())
}
