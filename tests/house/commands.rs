//! Every command begins by asking whether its actor may do this at all.

use crate::house::code::{Source, closing};
use crate::house::tree::{Tree, assert_found, assert_none};

fn commands(tree: &Tree) -> Vec<String> {
    let mut complaints = Vec::new();
    for (path, text) in tree.files("src/business", &[".rs"]) {
        let in_commands = path.ends_with("/commands.rs") || path.contains("/commands/");
        if !in_commands {
            continue;
        }
        let source = Source::read(text);
        for (at, name, body) in public_commands(&source.code) {
            if !body.starts_with("tx.require(") {
                complaints.push(format!("{path}:{}: {name} does not begin with tx.require(…)", source.line(at)));
            }
        }
    }
    complaints
}

/// Public functions whose first argument is `tx: &mut Tx`, each with the code that it begins with.
fn public_commands(code: &str) -> Vec<(usize, String, &str)> {
    let mut found = Vec::new();
    for (at, _) in code.match_indices("pub fn ") {
        let rest = &code[at + "pub fn ".len()..];
        let name: String = rest.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '_').collect();
        let Some(open) = behind_generics(code, at + "pub fn ".len() + name.len()) else { continue };
        let end = closing(code, open);
        let first = code[open + 1..end - 1].split(',').next().unwrap_or_default();
        let changes = first.split_once(':').is_some_and(|(argument, kind)| {
            let kind: Vec<&str> = kind.split_whitespace().filter(|word| !word.starts_with("&'")).collect();
            let kind = kind.join(" ").replace("& ", "&");
            argument.trim() == "tx" && (kind.starts_with("&mut Tx") || kind.starts_with("mut Tx"))
        });
        if let Some(brace) = code[end..].find('{').filter(|_| changes) {
            found.push((at, name, code[end + brace + 1..].trim_start()));
        }
    }
    found
}

/// The bracket that opens the arguments, behind `<…>` when there is one.
fn behind_generics(code: &str, at: usize) -> Option<usize> {
    let mut depth = 0_usize;
    for (i, byte) in code.bytes().enumerate().skip(at) {
        match byte {
            b'<' => depth += 1,
            b'>' if i > 0 && code.as_bytes()[i - 1] != b'-' => depth = depth.saturating_sub(1),
            b'(' if depth == 0 => return Some(i),
            _ => {}
        }
    }
    None
}

#[test]
fn every_command_begins_by_asking_for_permission() {
    assert_none(&commands(Tree::of_repository()));
}

#[test]
fn a_command_that_does_not_ask_is_found() {
    let tree = Tree::planted(&[
        (
            "src/business/orders/commands.rs",
            "pub fn place_order(tx: &mut Tx, order: Order) -> Result<(), Failure> {\n    // Who may?\n    tx.require(Permission::Buy)?;\n}\n\
             pub fn cancel_order<F: Fn(u8) -> u8>(tx: &mut Tx<'_, '_, '_>, ask: F) -> Result<(), Failure> {\n    let order = load(tx);\n}\n\
             fn inside(tx: &mut Tx) {}\npub fn orders(r: &dyn Read) -> Vec<Order> { vec![] }\n",
        ),
        ("src/business/stock/commands/move.rs", "pub fn move_lot<'a>(tx: &'a mut Tx<'_, '_, '_>) { tx.record(1); }"),
        ("src/business/stock/lot.rs", "pub fn lot(tx: &mut Tx) {}"),
    ]);
    assert_found(
        &commands(&tree),
        &["orders/commands.rs:5: cancel_order does not begin", "stock/commands/move.rs:1: move_lot does not begin"],
    );
}
