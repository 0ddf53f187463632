//! Documents that are not in the index yet, found all the same.

use kontor::search::{Change, Hit, Index, PENDING_MAX};

use super::samples::{
    CATALOGUE, EVERYONE, OFFICE, PERSON, PRODUCT, document, firm, firm_index, found, hits, put, with_scopes,
};

#[test]
fn what_is_announced_is_found_at_once() {
    let (_folder, index) = firm_index();
    index.announce(8, [Change::Put(document(PERSON, 40, "Petra Neu", "", ""))]);
    assert_eq!(found(&index, "petra"), [40]);
    assert_eq!(index.watermark(), 7);
}

#[test]
fn what_is_announced_hides_its_older_form() {
    let (_folder, index) = firm_index();
    index.announce(8, [Change::Put(document(PRODUCT, 5, "Regenjacke", "", ""))]);
    assert_eq!(found(&index, "winterjacke"), [] as [u64; 0]);
    assert_eq!(found(&index, "regenjacke"), [5]);
}

#[test]
fn what_is_announced_as_removed_is_gone() {
    let (_folder, index) = firm_index();
    index.announce(8, [Change::Remove { kind: PRODUCT, id: 5 }]);
    assert_eq!(found(&index, "winterjacke"), [] as [u64; 0]);
}

#[test]
fn scopes_and_kinds_hold_for_the_pending_too() {
    let (_folder, index) = firm_index();
    index.announce(8, [Change::Put(with_scopes(document(PERSON, 40, "Petra Neu", "", ""), &[OFFICE]))]);
    assert_eq!(hits(&index, "petra", &[OFFICE], &[PERSON]).len(), 1);
    assert!(hits(&index, "petra", &[EVERYONE], &[]).is_empty());
    assert!(hits(&index, "petra", &[OFFICE], &[PRODUCT]).is_empty());
}

#[test]
fn the_pending_are_forgotten_when_the_index_has_them() {
    let (_folder, index) = firm_index();
    let petra = || Change::Put(document(PERSON, 40, "Petra Neu", "", ""));
    index.announce(8, [petra()]);
    index.announce(9, [Change::Put(document(PERSON, 41, "Paul Neuer", "", ""))]);
    index.apply([petra()], 8).unwrap();
    assert_eq!(found(&index, "petra"), [40]);
    assert_eq!(found(&index, "paul"), [41], "number 9 is still pending");
    index.announce(8, [Change::Put(document(PERSON, 40, "Petra Verspätet", "", ""))]);
    assert_eq!(found(&index, "verspätet"), [] as [u64; 0], "the index knows number 8 already");
}

#[test]
fn an_older_form_never_replaces_a_newer_one() {
    let (_folder, index) = firm_index();
    index.announce(9, [Change::Put(document(PERSON, 40, "Petra Neu", "", ""))]);
    index.announce(8, [Change::Put(document(PERSON, 40, "Petra Alt", "", ""))]);
    assert_eq!(found(&index, "petra neu"), [40]);
    assert_eq!(found(&index, "petra alt"), [] as [u64; 0]);
}

#[test]
fn the_oldest_go_when_there_are_too_many() {
    let (_folder, index) = firm_index();
    let count = u64::try_from(PENDING_MAX).unwrap();
    for number in 0..=count {
        let title = format!("Neu{number}");
        index.announce(8 + number, [Change::Put(document(PERSON, 1000 + number, &title, "", ""))]);
    }
    assert_eq!(found(&index, "neu0"), [] as [u64; 0]);
    assert_eq!(found(&index, "neu1").first(), Some(&1001));
    assert_eq!(found(&index, &format!("neu{count}")), [1000 + count]);
}

/// The pending and the index answer alike: same hits, same scores, same order.
#[test]
fn pending_and_index_answer_alike() {
    let (_folder, applied) = firm_index();
    let other = tempfile::tempdir().unwrap();
    let (pending, _) = Index::open(other.path(), "test").unwrap();
    pending.set_compound_words(CATALOGUE);
    pending.announce(7, put(firm()));
    for typed in questions() {
        let ask = |index: &Index| -> Vec<Hit> { hits(index, &typed, &[EVERYONE, OFFICE], &[]) };
        assert_eq!(ask(&pending), ask(&applied), "asked for {typed:?}");
    }
}

/// Every title, subtitle and body, each beginning and end of them, each with one letter left out,
/// and each beginning of a title in front of another word.
fn questions() -> Vec<String> {
    let mut questions = Vec::new();
    for document in firm() {
        let exact = document.exact.join(" ");
        let title: Vec<char> = document.title.chars().collect();
        for length in 1..=title.len() {
            let beginning: String = title[..length].iter().collect();
            questions.push(format!("{beginning} {}", document.subtitle));
        }
        for text in [document.title, document.subtitle, document.body, exact] {
            let letters: Vec<char> = text.chars().collect();
            for length in 1..=letters.len() {
                questions.push(letters[..length].iter().collect());
                let mut shorter = letters.clone();
                shorter.remove(length - 1);
                questions.push(shorter.into_iter().collect());
                questions.push(letters[length - 1..].iter().collect());
            }
        }
    }
    questions
}
