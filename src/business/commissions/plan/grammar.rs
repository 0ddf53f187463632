//! Which entries each table of a plan file may have, and how each of them looks.

use crate::business::commissions::plan::section::Entry;

const fn entry(name: &'static str, example: &'static str) -> Entry {
    Entry { name, example }
}

pub(super) const FILE: &[Entry] = &[
    entry("plan", "[plan]"),
    entry("volumes", "[volumes.own]"),
    entry("predicates", "[predicates.active]"),
    entry("bonus", "[[bonus]]"),
    entry("rounding", "[rounding]"),
    entry("payout", "[payout]"),
    entry("example", "[[example]]"),
];

pub(super) const PLAN: &[Entry] = &[
    entry("name", r#"name = "unilevel-simple""#),
    entry("version", "version = 1"),
    entry("title", r#"title = { de = "Stufenplan", en = "Level plan", zh = "层级计划" }"#),
    entry("effective_from", "effective_from = 2026-01-01"),
    entry("period", r#"period = "month""#),
];

pub(super) const VOLUME: &[Entry] = &[
    entry("title", r#"title = { de = "Eigene Punkte", en = "Own points", zh = "个人积分" }"#),
    entry("of", r#"of = "self""#),
    entry("counts", r#"counts = "points""#),
    entry("sales", r#"sales = ["own", "retail"]"#),
];

pub(super) const PREDICATE: &[Entry] = &[
    entry("title", r#"title = { de = "Aktiv", en = "Active", zh = "活跃" }"#),
    entry("at_least", "at_least = { own = 40 }"),
];

pub(super) const BONUS: &[Entry] = &[
    entry("name", r#"name = "team""#),
    entry("title", r#"title = { de = "Teamprovision", en = "Team commission", zh = "团队佣金" }"#),
    entry("kind", r#"kind = "levels""#),
    entry("sales", r#"sales = ["own", "retail"]"#),
    entry("base_share", r#"base_share = "40 %""#),
    entry("edge", r#"edge = "sponsor""#),
    entry("from_level", "from_level = 1"),
    entry("compression", r#"compression = "skip""#),
    entry("receiver", r#"receiver = "active""#),
    entry("rates", r#"rates = ["5 %", "4 %", "3 %"]"#),
];

pub(super) const ROUNDING: &[Entry] = &[entry("per", r#"per = "line""#), entry("how", r#"how = "half_up""#)];

pub(super) const PAYOUT: &[Entry] = &[entry("minimum", r#"minimum = "10.00""#)];

pub(super) const EXAMPLE: &[Entry] = &[
    entry("title", r#"title = "Everybody is active""#),
    entry("tree", r#"tree = ["Anna > Ben > Cora"]"#),
    entry("points", "points = { Anna = 100, Ben = 100 }"),
    entry("left", r#"left = ["Ben"]"#),
    entry("sales", r#"sales = [{ seller = "Cora", kind = "retail", base = "200.00", points = 100 }]"#),
    entry("lines", r#"lines = [{ to = "Ben", bonus = "team", level = 1, amount = "10.00" }]"#),
    entry("breakage", r#"breakage = "0.00""#),
];

pub(super) const EXAMPLE_SALE: &[Entry] = &[
    entry("seller", r#"seller = "Cora""#),
    entry("kind", r#"kind = "retail""#),
    entry("base", r#"base = "200.00""#),
    entry("points", "points = 100"),
];

pub(super) const EXAMPLE_LINE: &[Entry] = &[
    entry("to", r#"to = "Ben""#),
    entry("bonus", r#"bonus = "team""#),
    entry("level", "level = 1"),
    entry("amount", r#"amount = "10.00""#),
];

pub(super) const TITLE: &[Entry] =
    &[entry("de", r#"de = "…""#), entry("en", r#"en = "…""#), entry("zh", r#"zh = "…""#)];
