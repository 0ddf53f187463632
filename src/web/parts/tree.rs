//! A tree that opens level by level: name at the left, figures at the right.

use crate::text;
use crate::values::Language;
use crate::web::parts::icon::{Icon, icon};
use crate::web::parts::link::Link;
use maud::{Markup, html};

/// Deeper levels are not drawn; their parent keeps its link, behind which they are shown.
pub const TREE_DEPTH_MAX: usize = 24;

#[derive(Clone, Debug, Default)]
pub struct Tree {
    /// What the tree shows; spoken as its name.
    pub name: String,
    /// Headings of the figures.
    pub headings: Vec<String>,
    pub roots: Vec<Node>,
}

#[derive(Clone, Debug, Default)]
pub struct Node {
    pub link: Link,
    /// A soft second line: rank, town, number.
    pub note: String,
    pub state: Option<Markup>,
    /// As many as the tree has headings.
    pub figures: Vec<String>,
    pub open: bool,
    pub children: Vec<Node>,
    /// Where the children are that are not here: "34 weitere anzeigen".
    pub more: Option<Link>,
}

pub fn tree(language: Language, tree: &Tree) -> Markup {
    html! {
        div class="tree" role="group" aria-label=(tree.name) {
            @if !tree.headings.is_empty() {
                div class="tree-head" aria-hidden="true" {
                    span {}
                    @for heading in &tree.headings { span { (heading) } }
                }
            }
            (level(language, tree, &tree.roots, 0))
        }
    }
}

fn level(language: Language, tree: &Tree, nodes: &[Node], depth: usize) -> Markup {
    html! {
        ul {
            @for node in nodes {
                li {
                    (line(tree, node))
                    @if depth < TREE_DEPTH_MAX && !(node.children.is_empty() && node.more.is_none()) {
                        (opening(language, tree, node, depth))
                    }
                }
            }
        }
        @if nodes.is_empty() && depth == 0 { p class="small" { (text!(language, "parts.tree.empty")) } }
    }
}

/// The arrow stands outside the line, because a line holds links of its own.
fn opening(language: Language, tree: &Tree, node: &Node, depth: usize) -> Markup {
    html! {
        details open[node.open] {
            summary {
                (icon(Icon::Next))
                span class="spoken" { (text!(language, "parts.tree.below", name = node.link.label)) }
            }
            (level(language, tree, &node.children, depth + 1))
            @if let Some(more) = &node.more { a href=(more.href) { (more.label) } }
        }
    }
}

fn line(tree: &Tree, node: &Node) -> Markup {
    html! {
        div class="tree-line" {
            span class="two-lines" {
                span { a href=(node.link.href) { (node.link.label) } @if let Some(state) = &node.state { " " (state) } }
                @if !node.note.is_empty() { span class="small" { (node.note) } }
            }
            @for (heading, figure) in tree.headings.iter().zip(&node.figures) {
                span class="figure" { span class="small" { (heading) } " " (figure) }
            }
        }
    }
}
