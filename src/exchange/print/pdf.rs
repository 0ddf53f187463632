//! Pages as a PDF/A-3b file with tags, the same bytes for the same pages.

use std::num::NonZeroU16;

use krilla::color::rgb;
use krilla::configure::{Archival, ConfigurationBuilder};
use krilla::geom::{Path, PathBuilder, Point, Rect, Size, Transform};
use krilla::metadata::{DateTime, Metadata};
use krilla::page::PageSettings;
use krilla::paint::{Fill, FillRule, LineCap, LineJoin, Stroke};
use krilla::surface::Surface;
use krilla::tagging::{
    Artifact, ArtifactType, ContentTag, Identifier, Node as TagNode, SpanTag, TableHeaderScope, Tag, TagGroup, TagKind,
    TagTree,
};
use krilla::{Document, SerializeSettings};

use jiff::tz::TimeZone;

use crate::exchange::print::PrintError;
use crate::exchange::print::drawing::{Colour, Drawing, Shape};
use crate::exchange::print::length::Length;
use crate::exchange::print::line::{Ink, Line};
use crate::exchange::print::logo::Logo;
use crate::exchange::print::outline::Step;
use crate::exchange::print::paper::{Mark, Node, NodeId, Paper, Role, What};
use crate::values::{Instant, Language};

const BLACK: Colour = (0x1c, 0x1c, 0x1a);
const GREY: Colour = (0x5c, 0x5a, 0x55);
const RULE: Colour = (0xb9, 0xb6, 0xae);

/// What the file says about itself.
pub(super) struct About<'a> {
    pub title: &'a str,
    pub author: &'a str,
    pub language: Language,
    pub created_at: Instant,
    pub accent: Colour,
}

pub(super) fn write(paper: &Paper, about: &About) -> Result<Vec<u8>, PrintError> {
    let broken = |words: &dyn std::fmt::Debug| PrintError(format!("{words:?}"));
    let configuration =
        ConfigurationBuilder::new().with_archival_validator(Archival::A3_B).finish().map_err(|error| broken(&error))?;
    // A blank between every two words of the file: some readers stumble over fewer, and it is packed anyway.
    let settings =
        SerializeSettings { configuration, enable_tagging: true, pretty: true, ..SerializeSettings::default() };
    let mut document = Document::new_with(settings);
    document.set_metadata(metadata(about));
    let mut named: Vec<Vec<Identifier>> = paper.nodes.iter().map(|_| Vec::new()).collect();
    let (width, height) = paper.lie.size();
    for marks in &paper.pages {
        let size = PageSettings::from_wh(width.points(), height.points()).ok_or_else(|| broken(&"page size"))?;
        let mut page = document.start_page_with(size);
        let mut surface = page.surface();
        for mark in marks {
            let identifier = surface.start_tagged(content_tag(mark, about.language));
            draw(&mut surface, mark, about.accent);
            surface.end_tagged();
            if let Some(of_node) = mark.node.and_then(|NodeId(number)| named.get_mut(number)) {
                of_node.push(identifier);
            }
        }
        surface.finish();
        page.finish();
    }
    document.set_tag_tree(tree(&paper.nodes, &mut named, about.language));
    document.finish().map_err(|error| broken(&error))
}

fn metadata(about: &About) -> Metadata {
    let created = about.created_at.civil_in(&TimeZone::UTC);
    let part = |number: i8| u8::try_from(number).unwrap_or(0);
    let date = DateTime::new(u16::try_from(created.year()).unwrap_or(0))
        .month(part(created.month()))
        .day(part(created.day()))
        .hour(part(created.hour()))
        .minute(part(created.minute()))
        .second(part(created.second()))
        .utc_offset_hour(0)
        .utc_offset_minute(0);
    Metadata::new()
        .title(about.title.to_owned())
        .language(about.language.tag().to_owned())
        .authors(vec![about.author.to_owned()])
        .creator("Kontor".to_owned())
        .document_id(format!("{} {}", about.author, about.title))
        .creation_date(date)
}

fn content_tag(mark: &Mark, language: Language) -> ContentTag<'static> {
    match (&mark.node, &mark.what) {
        (None, _) => ContentTag::Artifact(Artifact::with_kind(ArtifactType::PaginationOther)),
        (Some(_), What::Words(_)) => ContentTag::Span(SpanTag::empty().with_lang(Some(language.tag()))),
        (Some(_), _) => ContentTag::Other,
    }
}

/// The tree of meaning, from nodes that know their parents.
fn tree(nodes: &[Node], named: &mut [Vec<Identifier>], language: Language) -> TagTree {
    let mut groups: Vec<TagGroup> = nodes.iter().map(|node| TagGroup::new(tag(&node.role))).collect();
    for (group, identifiers) in groups.iter_mut().zip(named) {
        for identifier in identifiers.drain(..) {
            group.push(identifier);
        }
    }
    // Children stand behind their parents, so that going backwards every group is complete when it is handed up.
    let mut finished: Vec<Vec<TagGroup>> = nodes.iter().map(|_| Vec::new()).collect();
    let mut top = Vec::new();
    for (position, node) in nodes.iter().enumerate().rev() {
        let Some(mut group) = groups.pop() else { continue };
        let children = finished.get_mut(position).map(std::mem::take).unwrap_or_default();
        group.children.extend(children.into_iter().rev().map(TagNode::from));
        match node.parent.and_then(|NodeId(parent)| finished.get_mut(parent)) {
            Some(siblings) => siblings.push(group),
            None => top.push(group),
        }
    }
    let mut tree = TagTree::new().with_lang(Some(language.tag().to_owned()));
    for group in top.into_iter().rev() {
        tree.push(group);
    }
    tree
}

fn tag(role: &Role) -> TagKind {
    match role {
        Role::Title => Tag::Hn(NonZeroU16::MIN, None).into(),
        Role::Heading => Tag::Hn(NonZeroU16::MIN.saturating_add(1), None).into(),
        Role::Paragraph => Tag::P.into(),
        Role::Table => Tag::Table.into(),
        Role::Row => Tag::TR.into(),
        Role::HeaderCell => Tag::TH(TableHeaderScope::Column).into(),
        Role::Cell => Tag::TD.into(),
        Role::Figure(shows) => Tag::Figure(Some(shows.clone())).into(),
    }
}

fn draw(surface: &mut Surface, mark: &Mark, accent: Colour) {
    match &mark.what {
        What::Words(line) => words(surface, line, mark.x, mark.y, accent),
        What::Rule { length, thickness } => {
            fill(surface, RULE);
            if let Some(path) = rectangles(&[(mark.x, mark.y, *length, *thickness)]) {
                surface.draw_path(&path);
            }
        }
        What::Box { size } => {
            surface.set_fill(None);
            surface.set_stroke(Some(stroke(GREY, Length::tenths_pt(7))));
            if let Some(path) = rectangles(&[(mark.x, mark.y, *size, *size)]) {
                surface.draw_path(&path);
            }
            surface.set_stroke(None);
        }
        What::Squares { rows, size } => {
            fill(surface, (0, 0, 0));
            if let Some(path) = rectangles(&dark_runs(rows, *size, mark.x, mark.y)) {
                surface.draw_path(&path);
            }
        }
        What::Logo { logo, width, height } => place_logo(surface, logo, mark, *width, *height),
    }
}

fn words(surface: &mut Surface, line: &Line, x: Length, y: Length, accent: Colour) {
    let colour = match line.style.ink {
        Ink::Black => BLACK,
        Ink::Grey => GREY,
        Ink::Accent => accent,
    };
    fill(surface, colour);
    let mut x = x;
    for run in &line.runs {
        let start = Point::from_xy(x.points(), y.points());
        surface.draw_glyphs(start, &run.glyphs, run.font.clone(), &run.text, line.style.size.points(), false);
        x += run.width;
    }
}

/// Dark squares that touch in a row are one rectangle, so that no hairline shows between them.
fn dark_runs(rows: &[Vec<bool>], size: Length, left: Length, top: Length) -> Vec<(Length, Length, Length, Length)> {
    let mut runs = Vec::new();
    let mut y = top;
    for row in rows {
        let mut x = left;
        for run in row.chunk_by(|one, other| one == other) {
            let width: Length = run.iter().map(|_| size).sum();
            if run.first() == Some(&true) {
                runs.push((x, y, width, size));
            }
            x += width;
        }
        y += size;
    }
    runs
}

fn rectangles(places: &[(Length, Length, Length, Length)]) -> Option<Path> {
    let mut builder = PathBuilder::new();
    for (x, y, width, height) in places {
        builder.push_rect(Rect::from_xywh(x.points(), y.points(), width.points(), height.points())?);
    }
    builder.finish()
}

fn place_logo(surface: &mut Surface, logo: &Logo, mark: &Mark, width: Length, height: Length) {
    let (x, y, width, height) = (mark.x.points(), mark.y.points(), width.points(), height.points());
    match logo {
        Logo::Picture(picture) => {
            let Some(size) = Size::from_wh(width, height) else { return };
            surface.push_transform(&Transform::from_translate(x, y));
            surface.draw_image(picture.clone(), size);
            surface.pop();
        }
        Logo::Drawing(drawing) => {
            let [a, b, c, d, e, f] = Drawing::placed(drawing, x, y, width, height);
            surface.push_transform(&Transform::from_row(a, b, c, d, e, f));
            for shape in &drawing.shapes {
                place_shape(surface, shape);
            }
            surface.pop();
        }
    }
}

fn place_shape(surface: &mut Surface, shape: &Shape) {
    let mut builder = PathBuilder::new();
    for step in &shape.steps {
        match *step {
            Step::Move((x, y)) => builder.move_to(x, y),
            Step::Line((x, y)) => builder.line_to(x, y),
            Step::Curve((x1, y1), (x2, y2), (x, y)) => builder.cubic_to(x1, y1, x2, y2, x, y),
            Step::Close => builder.close(),
        }
    }
    let Some(path) = builder.finish() else { return };
    let rule = if shape.even_odd { FillRule::EvenOdd } else { FillRule::NonZero };
    surface.set_fill(shape.fill.map(|colour| Fill { paint: rgb(colour).into(), rule, ..Fill::default() }));
    surface.set_stroke(shape.stroke.map(|pen| Stroke {
        paint: rgb(pen.colour).into(),
        width: pen.width,
        line_cap: if pen.round_cap { LineCap::Round } else { LineCap::Butt },
        line_join: if pen.round_join { LineJoin::Round } else { LineJoin::Miter },
        ..Stroke::default()
    }));
    // Nothing at all would be drawn in black.
    if shape.fill.is_some() || shape.stroke.is_some() {
        surface.draw_path(&path);
    }
    surface.set_stroke(None);
}

fn fill(surface: &mut Surface, colour: Colour) {
    surface.set_stroke(None);
    surface.set_fill(Some(Fill { paint: rgb(colour).into(), ..Fill::default() }));
}

fn stroke(colour: Colour, width: Length) -> Stroke {
    Stroke { paint: rgb(colour).into(), width: width.points(), ..Stroke::default() }
}

fn rgb((red, green, blue): Colour) -> rgb::Color {
    rgb::Color::new(red, green, blue)
}
