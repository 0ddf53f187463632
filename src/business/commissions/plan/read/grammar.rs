//! Which entries each table of a plan file may have, and how each of them looks.

use crate::business::commissions::plan::read::section::Entry;

const fn entry(name: &'static str, example: &'static str) -> Entry {
    Entry { name, example }
}

pub(super) const FILE: &[Entry] = &[
    entry("plan", "[plan]"),
    entry("columns", "[columns]"),
    entry("factors", "[[factors.product]]"),
    entry("edges", "[edges.matrix]"),
    entry("volumes", "[volumes.own]"),
    entry("predicates", "[predicates.active]"),
    entry("ranks", "[ranks]"),
    entry("rank", "[[rank]]"),
    entry("bonus", "[[bonus]]"),
    entry("carry", "[carry]"),
    entry("refunds", "[refunds]"),
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
    entry("year_begins", "year_begins = 9"),
    entry("allow_pay_on_kits", "allow_pay_on_kits = true"),
];

pub(super) const COLUMNS: &[Entry] =
    &[entry("people", r#"people = { region = "word" }"#), entry("sales", r#"sales = { margin = "number" }"#)];

pub(super) const FACTOR: &[Entry] = &[
    entry("of", r#"of = "CN""#),
    entry("from", "from = 2026-01-01"),
    entry("until", "until = 2026-06-30"),
    entry("base", "base = 0.8"),
    entry("points", r#"points = "85 %""#),
];

pub(super) const EDGE: &[Entry] = &[
    TITLE_ENTRY,
    entry("kind", r#"kind = "matrix""#),
    entry("from", r#"from = "sponsor""#),
    entry("width", "width = 3"),
    entry("fill", r#"fill = "breadth""#),
    entry("first", "first = 2"),
];

const TITLE_ENTRY: Entry = entry("title", r#"title = { de = "Aktiv", en = "Active", zh = "活跃" }"#);

pub(super) const VOLUME: &[Entry] = &[
    TITLE_ENTRY,
    entry("of", r#"of = "self""#),
    entry("counts", r#"counts = "points""#),
    entry("sales", r#"sales = ["own", "retail"]"#),
    entry("where", r#"where = "product != 'starter-kit'""#),
    entry("edge", r#"edge = "sponsor""#),
    entry("without", r#"without = "rank >= director""#),
    entry("levels", "levels = 3"),
    entry("formula", r#"formula = "own + team(own) / 2""#),
];

pub(super) const PREDICATE: &[Entry] =
    &[TITLE_ENTRY, entry("at_least", "at_least = { own = 40 }"), entry("needs", r#"needs = ["own >= 40"]"#)];

pub(super) const RANKS: &[Entry] = &[entry("paid_by", r#"paid_by = "qualified""#), entry("grace", "grace = 2")];

pub(super) const RANK: &[Entry] =
    &[entry("name", r#"name = "silver""#), TITLE_ENTRY, entry("needs", r#"needs = ["own >= 100", "team >= 5000"]"#)];

const NAME: Entry = entry("name", r#"name = "team""#);
const TITLE_OF_BONUS: Entry =
    entry("title", r#"title = { de = "Teamprovision", en = "Team commission", zh = "团队佣金" }"#);
const PERIOD: Entry = entry("period", r#"period = "week""#);
const REWARD: Entry = entry("reward", r#"reward = "voucher""#);
const VALID_DAYS: Entry = entry("valid_days", "valid_days = 180");
const KIND: Entry = entry("kind", r#"kind = "levels""#);
const SALES: Entry = entry("sales", r#"sales = ["own", "retail"]"#);
const WHERE: Entry = entry("where", r#"where = "product != 'starter-kit'""#);
const BASE: Entry = entry("base", r#"base = "base""#);
const BASE_SHARE: Entry = entry("base_share", r#"base_share = "40 %""#);
const EACH: Entry = entry("each", r#"each = "line""#);
const VOLUME_OF: Entry = entry("volume", r#"volume = "group_base""#);
const VOLUME_WHEN: Entry = entry("when", r#"when = "rank >= director""#);
const PAY: Entry = entry("pay", r#"pay = ["binary"]"#);
const EDGE_OF: Entry = entry("edge", r#"edge = "sponsor""#);
const FROM_LEVEL: Entry = entry("from_level", "from_level = 1");
const RECEIVER: Entry = entry("receiver", r#"receiver = "active""#);
const RATES: Entry = entry("rates", r#"rates = ["5 %", "4 %", "3 %"]"#);

/// What every bonus says of itself, and as what it is paid.
const HEAD: &[Entry] = &[NAME, TITLE_OF_BONUS, KIND, PERIOD];
const REWARDS: &[Entry] = &[REWARD, VALID_DAYS];

/// Which sales count, and what else a bonus can be reckoned on.
const SOLD: &[Entry] = &[SALES, WHERE, BASE, BASE_SHARE];
const SOURCES: &[Entry] = &[EACH, VOLUME_OF, VOLUME_WHEN, PAY, EDGE_OF];

/// What two legs have, whatever is paid for them.
const TWO_LEGS: &[Entry] = &[EDGE_OF, VOLUME_OF, RATIO, UNIT];
const LIMITS_OF_LEGS: &[Entry] = &[CAP_OF_LEGS, BANK_LIMIT, EXPIRES_AFTER, INELIGIBLE, RECEIVER];

pub(super) const LEVELS: &[&[Entry]] = &[
    HEAD,
    REWARDS,
    SOLD,
    SOURCES,
    &[
        FROM_LEVEL,
        entry("compression", r#"compression = "skip""#),
        entry("counts_if", r#"counts_if = "active""#),
        entry("level_needs", r#"level_needs = ["rank >= bronze", "rank >= silver"]"#),
        RECEIVER,
        entry("depth", r#"depth = "legs(active)""#),
        RATES,
    ],
];

pub(super) const DIFFERENCE: &[&[Entry]] = &[
    HEAD,
    REWARDS,
    SOLD,
    SOURCES,
    &[
        FROM_LEVEL,
        RECEIVER,
        entry("rate", r#"rate = "ladder(team, 1000: 3 %, 5000: 6 %)""#),
        entry("until", r#"until = "rank >= director""#),
        entry("equal", r#"equal = ["1 %"]"#),
    ],
];

pub(super) const GENERATIONS: &[&[Entry]] = &[
    HEAD,
    REWARDS,
    SOLD,
    SOURCES,
    &[
        entry("boundary", r#"boundary = "rank >= director""#),
        entry("lowest", r#"lowest = "director""#),
        entry("ineligible", r#"ineligible = "counts""#),
        RECEIVER,
        RATES,
    ],
];

pub(super) const POOL: &[&[Entry]] = &[
    HEAD,
    REWARDS,
    &[
        entry("amount", r#"amount = "2 % * everyone(base)""#),
        entry("shares", r#"shares = "if(rank >= director, 1, 0)""#),
        RECEIVER,
    ],
];

pub(super) const AMOUNT: &[&[Entry]] =
    &[HEAD, REWARDS, &[entry("amount", r#"amount = "if(rank > rank_before, 500, 0)""#), RECEIVER]];

pub(super) const BINARY: &[&[Entry]] = &[
    HEAD,
    REWARDS,
    TWO_LEGS,
    &[
        entry("rate", r#"rate = "10 %""#),
        entry("base_share", r#"base_share = "40 %""#),
        entry("least", "least = 125"),
        entry("most", "most = 5000"),
    ],
    LIMITS_OF_LEGS,
];

pub(super) const CYCLE: &[&[Entry]] =
    &[HEAD, REWARDS, TWO_LEGS, &[entry("amount", "amount = 35"), entry("most", "most = 10")], LIMITS_OF_LEGS];

const RATIO: Entry = entry("ratio", r#"ratio = "1:1""#);
const UNIT: Entry = entry("unit", "unit = 200");
const CAP_OF_LEGS: Entry = entry("cap", r#"cap = "if(rank >= gold, 5000, 1000)""#);
const BANK_LIMIT: Entry = entry("bank_limit", "bank_limit = 10000");
const EXPIRES_AFTER: Entry = entry("expires_after", "expires_after = 12");
const INELIGIBLE: Entry = entry("ineligible", r#"ineligible = "keep""#);

pub(super) const SALE: &[&[Entry]] = &[
    HEAD,
    REWARDS,
    SOLD,
    &[
        entry("to", r#"to = "seller""#),
        entry("rate", r#"rate = "if(product == 'machine', 5 %, 2 %)""#),
        entry("amount", r#"amount = "quantity * 3""#),
        entry("part", r#"part = "50 %""#),
        RECEIVER,
    ],
];

pub(super) const CAP: &[&[Entry]] = &[
    HEAD,
    &[
        entry("bonuses", r#"bonuses = ["binary", "matching"]"#),
        entry("of", r#"of = "person""#),
        entry("by", r#"by = "owner""#),
        entry("most", r#"most = "5000""#),
        entry("how", r#"how = "pro_rata""#),
    ],
];

pub(super) const LARGER_OF: &[&[Entry]] =
    &[HEAD, &[entry("programmes", r#"programmes = [["stairstep"], ["binary", "matching"]]"#)]];

pub(super) const GUARANTEE: &[&[Entry]] =
    &[HEAD, &[entry("bonus", r#"bonus = "override""#), entry("amount", r#"amount = "4 % * 10000""#)]];

pub(super) const REFUNDS: &[Entry] = &[entry("how", r#"how = "original""#), entry("ranks", r#"ranks = "kept""#)];

pub(super) const ROUNDING: &[Entry] = &[entry("per", r#"per = "line""#), entry("how", r#"how = "half_up""#)];

pub(super) const PAYOUT: &[Entry] = &[
    entry("minimum", r#"minimum = "10.00""#),
    entry("fee", r#"fee = "1.50""#),
    entry("credit", r#"credit = "20 %""#),
    entry("reserve", r#"reserve = "10 %""#),
    entry("reserve_months", "reserve_months = 6"),
];

pub(super) const EXAMPLE: &[Entry] = &[
    entry("title", r#"title = "Everybody is active""#),
    entry("tree", r#"tree = ["Anna > Ben > Cora"]"#),
    entry("enrollers", r#"enrollers = ["Anna > Cora"]"#),
    entry("seats", r#"seats = ["Anna: Ben, Cora"]"#),
    entry("points", "points = { Anna = 100, Ben = 100 }"),
    entry("joined", "joined = { Ben = 2026-01-15 }"),
    entry("customers", r#"customers = ["Kim"]"#),
    entry("flags", r#"flags = { Ben = ["kyc"] }"#),
    entry("more", r#"more = { Ben = { region = "north" } }"#),
    entry("carry", r#"carry = { Ben = { "team@1" = 300 } }"#),
    entry("left", r#"left = ["Ben"]"#),
    entry("period", r#"period = "week""#),
    entry("sales", r#"sales = [{ seller = "Cora", kind = "retail", base = "200.00", points = 100 }]"#),
    entry("lines", r#"lines = [{ to = "Ben", bonus = "team", level = 1, amount = "10.00" }]"#),
    entry("known", r#"known = { Ben = { rank = "silver", team = 500, active = true } }"#),
    entry("left_over", r#"left_over = { Ben = { "binary.left" = 300 } }"#),
    entry("breakage", r#"breakage = "0.00""#),
];

pub(super) const EXAMPLE_SALE: &[Entry] = &[
    entry("seller", r#"seller = "Cora""#),
    entry("kind", r#"kind = "retail""#),
    entry("base", r#"base = "200.00""#),
    entry("points", "points = 100"),
    entry("buyer", r#"buyer = "Kim""#),
    entry("product", r#"product = "cream""#),
    entry("quantity", "quantity = 2"),
    entry("net", r#"net = "80.00""#),
    entry("more", r#"more = { margin = 12.50 }"#),
    entry("day", "day = 2026-01-15"),
];

pub(super) const EXAMPLE_LINE: &[Entry] = &[
    entry("to", r#"to = "Ben""#),
    entry("bonus", r#"bonus = "team""#),
    entry("level", "level = 1"),
    entry("amount", r#"amount = "10.00""#),
];

pub(super) const TITLE: &[Entry] =
    &[entry("de", r#"de = "…""#), entry("en", r#"en = "…""#), entry("zh", r#"zh = "…""#)];

/// Every table of a plan file with the names of its entries, as the README of the plan language lists them.
pub fn plan_tables() -> Vec<(&'static str, Vec<&'static str>)> {
    let tables: [(&str, &[&[Entry]]); 26] = [
        ("the file", &[FILE]),
        ("[plan]", &[PLAN]),
        ("[columns]", &[COLUMNS]),
        ("[[factors.NAME]]", &[FACTOR]),
        ("[edges.NAME]", &[EDGE]),
        ("[volumes.NAME]", &[VOLUME]),
        ("[predicates.NAME]", &[PREDICATE]),
        ("[ranks]", &[RANKS]),
        ("[[rank]]", &[RANK]),
        ("levels", LEVELS),
        ("difference", DIFFERENCE),
        ("generations", GENERATIONS),
        ("pool", POOL),
        ("amount", AMOUNT),
        ("binary", BINARY),
        ("cycle", CYCLE),
        ("sale", SALE),
        ("cap", CAP),
        ("larger_of", LARGER_OF),
        ("guarantee", GUARANTEE),
        ("[refunds]", &[REFUNDS]),
        ("[rounding]", &[ROUNDING]),
        ("[payout]", &[PAYOUT]),
        ("[[example]]", &[EXAMPLE]),
        ("sales of an example", &[EXAMPLE_SALE]),
        ("lines of an example", &[EXAMPLE_LINE]),
    ];
    let names = |parts: &[&[Entry]]| parts.iter().copied().flatten().map(|entry| entry.name).collect();
    tables.into_iter().map(|(table, parts)| (table, names(parts))).collect()
}
