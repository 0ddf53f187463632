//! Whole pages in their frames hold together: the gallery shows every part, so its pages stand for all others.

use std::collections::BTreeSet;

use kontor::values::Language;
use kontor::web::AssetLinks;
use kontor::web::gallery::gallery_pages;

/// Attributes that name the id of something on the same page; some name several.
const POINTERS: [&str; 5] = ["for", "aria-describedby", "aria-labelledby", "popovertarget", "form"];

fn pages() -> Vec<(String, String)> {
    let mut pages = Vec::new();
    for language in Language::ALL {
        for (name, page) in gallery_pages(language, &AssetLinks::default()) {
            pages.push((format!("{name} in {}", language.tag()), page.into_string()));
        }
    }
    pages
}

/// The values of an attribute in their order.
fn values(page: &str, attribute: &str) -> Vec<String> {
    let opening = format!(" {attribute}=\"");
    page.split(&opening).skip(1).filter_map(|rest| rest.split('"').next()).map(str::to_owned).collect()
}

#[test]
fn every_id_is_given_once_and_every_pointer_finds_its_id() {
    for (name, page) in pages() {
        let ids = values(&page, "id");
        let known: BTreeSet<&String> = ids.iter().collect();
        assert_eq!(known.len(), ids.len(), "{name}: an id is given twice: {ids:?}");
        for attribute in POINTERS {
            for id in values(&page, attribute).iter().flat_map(|value| value.split(' ')) {
                assert!(known.contains(&id.to_owned()), "{name}: {attribute} points to {id}, which is not there");
            }
        }
    }
}

#[test]
fn every_page_has_one_first_heading_and_skips_no_level() {
    for (name, page) in pages() {
        let levels: Vec<u32> =
            page.split("<h").skip(1).filter_map(|rest| rest.chars().next().and_then(|c| c.to_digit(10))).collect();
        assert_eq!(levels.iter().filter(|level| **level == 1).count(), 1, "{name}: {levels:?}");
        assert!(levels.windows(2).all(|pair| pair[1] <= pair[0] + 1), "{name}: {levels:?}");
    }
}

#[test]
fn no_page_carries_style_or_script_of_its_own() {
    for (name, page) in pages() {
        for inline in [" style=", "<style", " onclick=", " onchange=", " onsubmit=", "javascript:"] {
            assert!(!page.contains(inline), "{name} holds {inline}");
        }
    }
}

#[test]
fn every_form_that_changes_something_carries_its_token() {
    for (name, page) in pages() {
        for form in page.split("<form").skip(1).filter_map(|rest| rest.split("</form>").next()) {
            let posts = form.split('>').next().is_some_and(|tag| tag.contains("method=\"post\""));
            assert!(!posts || form.contains("name=\"csrf\""), "{name}: a form without its token: {form}");
        }
    }
}

#[test]
fn every_page_says_its_language() {
    for (name, page) in pages() {
        let tag = name.rsplit(' ').next().unwrap_or_default();
        assert!(page.contains(&format!("<html lang=\"{tag}\"")), "{name}");
    }
}
