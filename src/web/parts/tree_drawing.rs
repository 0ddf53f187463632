//! A tree drawn from left to right for wide screens: every leaf has a line of its own, parents
//! stand in the middle of their children. On the phone the opening tree takes its place.

use crate::web::parts::tree::{Node, TREE_DEPTH_MAX};
use maud::{Markup, html};

/// All measures of the drawing, in units of the picture.
const BOX_WIDTH: i64 = 200;
const BOX_HEIGHT: i64 = 44;
const LEVEL_WIDTH: i64 = 240;
const LINE_HEIGHT: i64 = 56;

/// Longer names are cut in the drawing; the whole name stands in its title.
const NAME_LENGTH_MAX: usize = 22;

struct Placed<'a> {
    node: &'a Node,
    depth: i64,
    /// The middle of the box, from the top.
    middle: i64,
    parent_middle: Option<i64>,
}

pub fn tree_drawing(name: &str, root: &Node) -> Markup {
    let mut placed = Vec::new();
    let mut lines = 0;
    place(root, 0, &mut lines, &mut placed);
    let levels = placed.iter().map(|one| one.depth).max().unwrap_or(0) + 1;
    let width = levels * LEVEL_WIDTH - (LEVEL_WIDTH - BOX_WIDTH) + 2;
    let height = lines * LINE_HEIGHT + 2;
    html! {
        div class="tree-drawing" role="region" tabindex="0" aria-label=(name) {
            svg width=(width) height=(height) viewBox=(format!("-1 -1 {width} {height}")) {
                @for one in &placed { (connection(one)) }
                @for one in &placed { (named_box(one)) }
            }
        }
    }
}

/// Places a node and all below it, and returns the middle of its box.
fn place<'a>(node: &'a Node, depth: usize, lines: &mut i64, placed: &mut Vec<Placed<'a>>) -> i64 {
    let first = placed.len();
    let mut middles = Vec::new();
    if depth < TREE_DEPTH_MAX {
        for child in &node.children {
            middles.push(place(child, depth + 1, lines, placed));
        }
    }
    let middle = match (middles.first(), middles.last()) {
        (Some(top), Some(bottom)) => (top + bottom) / 2,
        _ => {
            *lines += 1;
            *lines * LINE_HEIGHT - LINE_HEIGHT / 2
        }
    };
    let children_depth = i64::try_from(depth + 1).unwrap_or(i64::MAX);
    for one in placed.iter_mut().skip(first) {
        if one.depth == children_depth {
            one.parent_middle = Some(middle);
        }
    }
    placed.push(Placed { node, depth: children_depth - 1, middle, parent_middle: None });
    middle
}

fn connection(one: &Placed) -> Markup {
    let Some(parent_middle) = one.parent_middle else { return html! {} };
    let right = one.depth * LEVEL_WIDTH;
    let left = right - (LEVEL_WIDTH - BOX_WIDTH);
    let bend = (left + right) / 2;
    let path = format!("M{left} {parent_middle}H{bend}V{}H{right}", one.middle);
    html! { path d=(path) {} }
}

fn named_box(one: &Placed) -> Markup {
    let left = one.depth * LEVEL_WIDTH;
    let top = one.middle - BOX_HEIGHT / 2;
    html! {
        a href=(one.node.link.href) {
            title { (one.node.link.label) }
            rect x=(left) y=(top) width=(BOX_WIDTH) height=(BOX_HEIGHT) rx="4" {}
            text x=(left + 12) y=(top + 18) { (shortened(&one.node.link.label)) }
            text class="small" x=(left + 12) y=(top + 35) { (shortened(&one.node.note)) }
        }
    }
}

fn shortened(words: &str) -> String {
    if words.chars().count() <= NAME_LENGTH_MAX {
        return words.to_owned();
    }
    let kept: String = words.chars().take(NAME_LENGTH_MAX - 1).collect();
    format!("{}…", kept.trim_end())
}
