//! The ways into the range that stand on every page of shop and site: its main categories.

use crate::portals::showcase::list_path;
use crate::text;
use crate::values::CategoryId;
use crate::web::Visit;
use crate::web::parts::{NavigationGroup, NavigationItem};

/// Everything, then each main category; the one that is looked at, or lies above it, is marked.
pub fn ways(visit: &Visit) -> Vec<NavigationGroup> {
    let (language, path) = (visit.language, visit.path());
    let way = |label: String, href: String, current: bool| NavigationItem {
        label,
        current,
        href,
        ..NavigationItem::default()
    };
    let shelf = visit.read(|view| Ok(visit.app.shelf(view)));
    let Ok(shelf) = shelf else { return Vec::new() };
    let main = shelf.below(None);
    if main.is_empty() {
        return Vec::new();
    }
    let looked_at = path.strip_prefix("/shop/").and_then(|code| shelf.category(code)).map(|(id, _)| *id);
    let above = |id: CategoryId| shelf.categories.iter().find(|(other, _)| *other == id).and_then(|(_, it)| it.parent);
    let main_of_looked_at = std::iter::successors(looked_at, |id| above(*id)).take(shelf.categories.len()).last();
    let mut items = vec![way(text!(language, "shop.list.title"), list_path(None), path == list_path(None))];
    items.extend(main.into_iter().map(|(id, category)| {
        let href = list_path(Some(&category.code));
        way(category.name.get(language).to_owned(), href, main_of_looked_at == Some(*id))
    }));
    vec![NavigationGroup { heading: None, items }]
}
