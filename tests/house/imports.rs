//! Who may import whom: by layer, and between the rooms of `business` in the order of its `mod.rs`.

use crate::house::code::Source;
use crate::house::tree::{Tree, assert_found, assert_none};

/// The layers from top to bottom; those on one line do not know each other.
const LAYERS: [&[&str]; 9] = [
    &["values"],
    &["store", "search", "texts"],
    &["business"],
    &["exchange"],
    &["app"],
    &["demo"],
    &["web"],
    &["portals"],
    &["cli"],
];

/// Files of `business` that know all rooms and are known by none; only `app` calls them.
const JOINTS: [&str; 4] = ["event", "reactions", "findings", "checks"];

/// Crates that stay behind the door of one layer, so that they can be replaced there.
const CRATES: [(&str, &[&str]); 12] = [
    ("redb", &["store"]),
    ("tantivy", &["search"]),
    ("krilla", &["exchange"]),
    ("sepa", &["exchange"]),
    ("en16931", &["exchange"]),
    ("en16931_formats", &["exchange"]),
    ("rust_decimal", &["exchange"]),
    ("lettre", &["exchange", "app"]),
    ("maud", &["exchange", "web", "portals"]),
    ("axum", &["web", "portals"]),
    ("tower_http", &["web", "portals"]),
    ("clap", &["cli", "main"]),
];

/// Names that macros put at the root of the crate, and the layer that they belong to.
const ROOT_NAMES: [(&str, &str); 1] = [("text", "texts")];

fn imports(tree: &Tree) -> Vec<String> {
    let rooms = rooms_in_order(tree);
    let mut complaints = Vec::new();
    for (path, text) in tree.files("src", &[".rs"]) {
        let file = File::of(path);
        if matches!(file.layer, "lib" | "main") {
            continue;
        }
        let source = Source::read(text);
        if level(file.layer).is_none() {
            complaints.push(format!("{path}: {} is no layer of the house", file.layer));
        }
        for (at, target) in crate_paths(&source) {
            let fault = layer_fault(&file, &target)
                .or_else(|| room_fault(tree, &rooms, &file, &target))
                .or_else(|| glob_fault(&target));
            if let Some(fault) = fault {
                complaints.push(format!("{path}:{}: {fault}", source.line(at)));
            }
        }
        for at in source.words("super") {
            if source.code.get(at..).is_some_and(|rest| rest.starts_with("super::*")) {
                complaints.push(format!("{path}:{}: super::* hides where names come from", source.line(at)));
            }
        }
        for (name, layers) in CRATES {
            for at in source.words(name) {
                let named = source.code.get(at + name.len()..).is_some_and(|rest| rest.starts_with("::"));
                // `exchange::sepa::…` is our own room of that name.
                let ours = source.code.get(..at).is_some_and(|before| before.ends_with("::"));
                if named && !ours && !layers.contains(&file.layer) {
                    complaints.push(format!(
                        "{path}:{}: the crate {name} belongs to {}",
                        source.line(at),
                        layers.join(", ")
                    ));
                }
            }
        }
    }
    for room in folders(tree, "src/business") {
        if !rooms.contains(&room) {
            complaints.push(format!("src/business/mod.rs: does not say where {room} stands"));
        }
    }
    complaints
}

struct File<'p> {
    layer: &'p str,
    /// The room below the layer; "mod" for the layer's own file.
    room: &'p str,
}

impl File<'_> {
    fn of(path: &str) -> File<'_> {
        let mut parts = path.trim_end_matches(".rs").split('/').skip(1);
        let layer = parts.next().unwrap_or_default();
        File { layer, room: parts.next().unwrap_or("mod") }
    }
}

fn level(layer: &str) -> Option<usize> {
    LAYERS.iter().position(|names| names.contains(&layer))
}

fn layer_fault(file: &File, target: &[String]) -> Option<String> {
    let first = target.first()?;
    let layer = ROOT_NAMES.iter().find(|(name, _)| name == first).map_or(first.as_str(), |(_, layer)| layer);
    let (Some(own), Some(theirs)) = (level(file.layer), level(layer)) else {
        return Some(format!("crate::{} is no layer of the house", target.join("::")));
    };
    if file.layer == layer {
        return None;
    }
    if theirs >= own {
        return Some(format!("{} may not use {layer}", file.layer));
    }
    (file.layer == "portals" && layer == "store").then(|| "portals ask app and business, never store".to_owned())
}

fn room_fault(tree: &Tree, rooms: &[String], file: &File, target: &[String]) -> Option<String> {
    let (layer, room) = (target.first()?, target.get(1)?);
    if layer != file.layer || room == file.room || file.room == "mod" {
        return None;
    }
    match file.layer {
        "portals" => portal_fault(tree, file, room),
        "business" => business_fault(tree, rooms, file, room),
        _ => None,
    }
}

/// Portals never know each other; what stands in the layer's own file is for all of them.
fn portal_fault(tree: &Tree, file: &File, room: &str) -> Option<String> {
    let portal = |name: &str| tree.has(&format!("src/portals/{name}/mod.rs"));
    (portal(file.room) && portal(room)).then(|| format!("portal {} may not use portal {room}", file.room))
}

fn business_fault(tree: &Tree, rooms: &[String], file: &File, room: &str) -> Option<String> {
    let joint = |name: &str| JOINTS.contains(&name);
    let ground = |name: &str| tree.text(&format!("src/business/{name}.rs")).is_some();
    if joint(file.room) {
        return None;
    }
    if joint(room) {
        // A transaction hands what was recorded to whoever asks; it needs the union of all events and no more.
        let allowed = file.room == "tx" && room == "event";
        return (!allowed).then(|| format!("{room} knows the rooms and is known by none of them"));
    }
    if ground(room) {
        return None;
    }
    if ground(file.room) {
        return Some(format!("{} stands below all rooms and may not use {room}", file.room));
    }
    let place = |name: &str| rooms.iter().position(|known| known == name);
    match (place(file.room), place(room)) {
        (Some(own), Some(theirs)) if theirs < own => None,
        (_, None) => Some(format!("crate::business::{room} is not in business/mod.rs")),
        _ => Some(format!("{} comes before {room} in business/mod.rs and may not use it", file.room)),
    }
}

/// The variants of an enum may come with a star; names of a room may not.
fn glob_fault(target: &[String]) -> Option<String> {
    let [.., parent, last] = target else { return None };
    let of_a_type = parent.chars().next().is_some_and(char::is_uppercase);
    (last == "*" && !of_a_type).then(|| format!("crate::{} hides where names come from", target.join("::")))
}

fn rooms_in_order(tree: &Tree) -> Vec<String> {
    let text = tree.text("src/business/mod.rs").unwrap_or_default();
    let source = Source::read(text);
    source.words("mod").into_iter().filter_map(|at| name_at(&source.code, at + "mod ".len())).collect()
}

fn folders(tree: &Tree, parent: &str) -> Vec<String> {
    let mut names: Vec<String> = tree
        .files(parent, &[".rs"])
        .iter()
        .filter_map(|(path, _)| path.strip_prefix(parent)?.trim_start_matches('/').split_once('/'))
        .map(|(folder, _)| folder.to_owned())
        .collect();
    names.dedup();
    names
}

fn name_at(code: &str, at: usize) -> Option<String> {
    let name: String = code.get(at..)?.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '_').collect();
    (!name.is_empty()).then_some(name)
}

/// Every path that begins with `crate::`, in `use` lines and elsewhere, groups taken apart.
fn crate_paths(source: &Source) -> Vec<(usize, Vec<String>)> {
    let mut found = Vec::new();
    for at in source.words("crate") {
        let macro_root = source.code.get(..at).is_some_and(|before| before.ends_with('$'));
        let visibility = source.code.get(..at).is_some_and(|before| before.ends_with("pub(in "));
        if macro_root || visibility {
            continue;
        }
        let mut rest = source.code.get(at + "crate".len()..).unwrap_or_default();
        for path in take_path(&mut rest, &[]) {
            if !path.is_empty() {
                found.push((at, path));
            }
        }
    }
    found
}

/// Reads `::a::{b, c::*}` from the front of the code and gives each path in full.
fn take_path(code: &mut &str, before: &[String]) -> Vec<Vec<String>> {
    let mut path = before.to_vec();
    loop {
        let Some(rest) = code.strip_prefix("::") else { return vec![path] };
        *code = rest;
        if let Some(rest) = code.strip_prefix('*') {
            *code = rest;
            path.push("*".to_owned());
            return vec![path];
        }
        if let Some(rest) = code.strip_prefix('{') {
            *code = rest;
            return take_group(code, &path);
        }
        let Some(name) = name_at(code, 0) else { return vec![path] };
        *code = code.get(name.len()..).unwrap_or_default();
        path.push(name);
    }
}

fn take_group(code: &mut &str, before: &[String]) -> Vec<Vec<String>> {
    let mut paths = Vec::new();
    loop {
        *code = code.trim_start_matches(|c: char| c.is_whitespace() || c == ',');
        if let Some(rest) = code.strip_prefix('}') {
            *code = rest;
            return paths;
        }
        if let Some(rest) = code.strip_prefix('*') {
            *code = rest;
            paths.push([before, &["*".to_owned()]].concat());
            continue;
        }
        let Some(name) = name_at(code, 0) else { return paths };
        *code = code.get(name.len()..).unwrap_or_default();
        // `self` names the room itself, `as` gives another name to what was just read.
        match name.as_str() {
            "self" => paths.push(before.to_vec()),
            "as" => {
                *code = code.trim_start();
                let renamed = name_at(code, 0).map_or(0, |name| name.len());
                *code = code.get(renamed..).unwrap_or_default();
            }
            _ => paths.extend(take_path(code, &[before, &[name]].concat())),
        }
    }
}

#[test]
fn a_file_uses_its_own_room_and_those_above_it() {
    assert_none(&imports(Tree::of_repository()));
}

const ROOMS: (&str, &str) = ("src/business/mod.rs", "pub mod tx;\npub mod event;\npub mod people;\npub mod orders;\n");

#[test]
fn an_import_against_the_order_of_layers_is_found() {
    let tree = Tree::planted(&[
        ROOMS,
        ("src/business/people/mod.rs", "use crate::values::Day;\nuse crate::web::{parts::field, Page};\n"),
        ("src/store/mod.rs", "fn f() { crate::texts::say(1) }\n"),
        (
            "src/portals/shop/mod.rs",
            "use crate::portals::office::desk;\nuse crate::store::Store;\nuse crate::business::orders;\n",
        ),
        ("src/portals/office/mod.rs", "use crate::text;\nuse crate::app::App;\n"),
        ("src/portals/look.rs", "use crate::web::Page;\n"),
        ("src/attic/mod.rs", "\n"),
    ]);
    assert_found(
        &imports(&tree),
        &[
            "src/attic/mod.rs: attic is no layer",
            "src/business/people/mod.rs:2: business may not use web",
            "src/business/people/mod.rs:2: business may not use web",
            "src/store/mod.rs:1: store may not use texts",
            "src/portals/shop/mod.rs:1: portal shop may not use portal office",
            "src/portals/shop/mod.rs:2: portals ask app",
        ],
    );
}

#[test]
fn an_import_against_the_order_of_rooms_is_found() {
    let tree = Tree::planted(&[
        ROOMS,
        ("src/business/tx.rs", "use crate::business::event::Event;\nuse crate::business::people::Person;\n"),
        ("src/business/event.rs", "use crate::business::{orders, people::{self, Person as Human}};\n"),
        ("src/business/people/mod.rs", "use crate::business::{tx::Tx,\n  orders::Order};\n"),
        ("src/business/orders/mod.rs", "use crate::business::people::Person;\nuse crate::business::event::Event;\n"),
        ("src/business/attic/mod.rs", "use crate::business::cellar::Wine;\n"),
    ]);
    assert_found(
        &imports(&tree),
        &[
            "src/business/tx.rs:2: tx stands below all rooms",
            "src/business/people/mod.rs:1: people comes before orders",
            "src/business/orders/mod.rs:2: event knows the rooms",
            "src/business/attic/mod.rs:1: crate::business::cellar is not in",
            "src/business/mod.rs: does not say where attic stands",
        ],
    );
}

#[test]
fn a_star_and_a_crate_behind_the_wrong_door_are_found() {
    let tree = Tree::planted(&[
        ROOMS,
        (
            "src/business/orders/mod.rs",
            "use super::*;\nuse crate::business::people::*;\nuse crate::values::Weekday::*;\n",
        ),
        ("src/app/mod.rs", "use redb::Database;\nuse crate::exchange::sepa::transfer;\n// redb::x\n"),
        ("src/store/mod.rs", "use redb::Database;\n"),
    ]);
    assert_found(
        &imports(&tree),
        &["super::* hides", "crate::business::people::* hides", "src/app/mod.rs:1: the crate redb belongs to store"],
    );
}
