//! A letter in blocks: each template says what comes after what, and both forms are written from that.

use crate::business::firm::Firm;
use crate::exchange::mail::{html, plain};
use crate::text;
use crate::texts;
use crate::values::{Address, Language};

/// A finished e-mail, still without sender and receiver.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mail {
    pub subject: String,
    pub text: String,
    pub html: String,
    pub attachments: Vec<Attachment>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attachment {
    /// As the receiver sees it: `R-2026-00017.pdf`.
    pub name: String,
    /// Media type, such as `application/pdf`.
    pub kind: &'static str,
    pub bytes: Vec<u8>,
}

pub(super) enum Block {
    Paragraph(String),
    /// Label and value, one a line.
    Facts(Vec<(String, String)>),
    /// What was ordered, with its sums below.
    Items {
        lines: Vec<ItemLine>,
        sums: Vec<Sum>,
    },
    /// A link that stands alone, as a button where the receiver's program draws one.
    Link {
        label: String,
        address: String,
    },
    /// The words of somebody else, as they were written.
    Quote(String),
    /// A legal text in Markdown (headings, paragraphs and lists); it comes below the regards, as an enclosure.
    Legal(String),
}

pub(super) struct ItemLine {
    pub quantity: String,
    pub name: String,
    /// Empty where a price would say nothing.
    pub amount: String,
}

pub(super) struct Sum {
    pub label: String,
    pub amount: String,
    pub strong: bool,
}

pub(super) struct Writing<'w> {
    pub firm: &'w Firm,
    pub language: Language,
    blocks: Vec<Block>,
}

impl<'w> Writing<'w> {
    /// Begins with the greeting; by name where we know one.
    pub fn to(firm: &'w Firm, language: Language, name: &str) -> Writing<'w> {
        let greeting = match one_line(name) {
            name if name.is_empty() => text!(language, "mail.greeting.nobody"),
            name => text!(language, "mail.greeting.name", name = name),
        };
        Writing { firm, language, blocks: vec![Block::Paragraph(greeting)] }
    }

    pub fn say(mut self, sentence: String) -> Self {
        self.blocks.push(Block::Paragraph(sentence));
        self
    }

    /// Leaves out facts that have no value.
    pub fn facts(mut self, facts: Vec<(String, String)>) -> Self {
        let told: Vec<_> = facts.into_iter().filter(|(_, value)| !value.is_empty()).collect();
        if !told.is_empty() {
            self.blocks.push(Block::Facts(told));
        }
        self
    }

    pub fn items(mut self, lines: Vec<ItemLine>, sums: Vec<Sum>) -> Self {
        self.blocks.push(Block::Items { lines, sums });
        self
    }

    pub fn address(self, label: String, address: &Address) -> Self {
        let country = texts::country_name(self.language, address.country);
        let lines = address.lines(self.firm.home, &country);
        self.facts(vec![(label, lines.join(", "))])
    }

    pub fn link(mut self, label: String, address: String) -> Self {
        self.blocks.push(Block::Link { label, address });
        self
    }

    pub fn quote(mut self, words: &str) -> Self {
        self.blocks.push(Block::Quote(words.to_owned()));
        self
    }

    pub fn legal(mut self, markdown: &str) -> Self {
        self.blocks.push(Block::Legal(markdown.to_owned()));
        self
    }

    pub fn finish(self, subject: &str) -> Mail {
        let closing = Closing::of(self.firm, self.language);
        Mail {
            subject: one_line(subject),
            text: plain::write(&self.blocks, &closing),
            html: html::write(&self.blocks, &closing, self.language, &self.firm.accent),
            attachments: Vec::new(),
        }
    }
}

impl Mail {
    pub fn attach(mut self, attachment: Attachment) -> Mail {
        self.attachments.push(attachment);
        self
    }
}

/// How every letter ends: regards, and the particulars that a business letter must carry (§ 14 UGB, § 35a GmbHG).
pub(super) struct Closing {
    pub regards: String,
    pub trade_name: String,
    pub particulars: Vec<String>,
}

impl Closing {
    fn of(firm: &Firm, language: Language) -> Closing {
        let country = texts::country_name(language, firm.address.country);
        let street = format!("{} {}", firm.address.street, firm.address.house_number);
        let town = format!("{} {}", firm.address.postcode, firm.address.town);
        let place = [street.trim(), town.trim(), country.as_str()].join(", ");
        let reach = [firm.email.as_str(), firm.phone.as_str()].into_iter().filter(|part| !part.is_empty());
        let vat_id = firm.vat_id.as_ref().map(|id| text!(language, "mail.closing.vat_id", number = id));
        let numbers: Vec<String> =
            [firm.register.clone()].into_iter().filter(|part| !part.is_empty()).chain(vat_id).collect();
        let particulars = [firm.legal_name.clone(), place, reach.collect::<Vec<_>>().join(", "), numbers.join(", ")];
        Closing {
            regards: text!(language, "mail.closing.regards"),
            trade_name: firm.trade_name.clone(),
            particulars: particulars.into_iter().filter(|line| !line.is_empty()).collect(),
        }
    }
}

/// Without line breaks and other controls, which have no place in a subject or a name.
pub(super) fn one_line(words: &str) -> String {
    words
        .split(|sign: char| sign.is_control() || sign.is_whitespace())
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}
