//! What stays exact and repeatable: no floats where money is, no order by chance, one clock, no world in the rules.

use crate::house::code::Source;
use crate::house::tree::{Tree, assert_found, assert_none};

const CLOCKS: [&str; 7] = [
    "Instant::now",
    "SystemTime::now",
    "Timestamp::now",
    "Zoned::now",
    "Utc::now",
    "Local::now",
    "OffsetDateTime::now",
];
const WORLD: [&str; 6] = ["std::fs", "std::env", "std::net", "std::process", "getrandom", "async"];

fn purity(tree: &Tree) -> Vec<String> {
    let mut complaints = Vec::new();
    for (path, text) in tree.files("src", &[".rs"]) {
        let source = Source::read(text);
        let mut complain = |at: usize, fault: String| complaints.push(format!("{path}:{}: {fault}", source.line(at)));
        let (values, business) = (path.starts_with("src/values/"), path.starts_with("src/business/"));
        if values || business {
            for name in ["f32", "f64"] {
                for at in source.words(name) {
                    complain(at, format!("{name}: amounts and rates are exact"));
                }
            }
            for at in float_literals(&source.code) {
                complain(at, "a number with a point: amounts and rates are exact".to_owned());
            }
            for name in WORLD {
                for at in source.words(name) {
                    complain(at, format!("{name}: the rules know nothing of the world"));
                }
            }
        }
        if business {
            for name in ["HashMap", "HashSet"] {
                for at in source.words(name) {
                    complain(at, format!("{name}: order is part of the result, take BTreeMap"));
                }
            }
        }
        if path != "src/app/clock.rs" {
            for name in CLOCKS {
                for at in source.words(name) {
                    complain(at, format!("{name}: only app/clock.rs reads the clock"));
                }
            }
        }
    }
    complaints
}

/// Digits, a point, a digit; not the second part of a tuple's tuple, as in `pair.0.1`.
fn float_literals(code: &str) -> Vec<usize> {
    let bytes = code.as_bytes();
    code.match_indices('.')
        .filter(|(at, _)| bytes.get(at + 1).is_some_and(u8::is_ascii_digit))
        .filter_map(|(at, _)| {
            let digits = code[..at].bytes().rev().take_while(|byte| byte.is_ascii_digit() || *byte == b'_').count();
            let before = code[..at - digits].bytes().next_back();
            let joined =
                before.is_some_and(|byte| byte == b'.' || byte.is_ascii_alphanumeric() || byte == b'_' || byte == b')');
            (digits > 0 && !joined).then_some(at)
        })
        .collect()
}

#[test]
fn rules_are_exact_and_repeatable() {
    assert_none(&purity(Tree::of_repository()));
}

#[test]
fn what_is_not_exact_or_not_repeatable_is_found() {
    let tree = Tree::planted(&[
        ("src/values/rate.rs", "fn f(x: f64) { let a = 0.5; let b = pair.0.1; let c = 1..2; } // 1.5\n"),
        (
            "src/business/orders/order.rs",
            "use std::collections::HashMap;\nlet a = Timestamp::now();\nstd::fs::read(x);\nasync fn g() {}\n",
        ),
        ("src/app/clock.rs", "Timestamp::now();"),
        ("src/web/server.rs", "let began = std::time::Instant::now(); let share = 0.5;"),
    ]);
    assert_found(
        &purity(&tree),
        &[
            "src/values/rate.rs:1: f64",
            "src/values/rate.rs:1: a number with a point",
            "order.rs:1: HashMap",
            "order.rs:2: Timestamp::now",
            "order.rs:3: std::fs",
            "order.rs:4: async",
            "src/web/server.rs:1: Instant::now",
        ],
    );
}
