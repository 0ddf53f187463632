//! Nothing that is typed or stored breaks the index or holds it up.

use std::time::{Duration, Instant};

use kontor::search::{Asked, Hit, Index};
use proptest::prelude::*;
use proptest::test_runner::RngSeed;

use super::samples::{CATALOGUE, EVERYONE, PRODUCT, document, firm_index, put, with_exact};

/// Far above what any question takes, far below what a runaway one would.
const PATIENCE: Duration = Duration::from_secs(2);

#[test]
fn no_question_takes_long() {
    let (_folder, index) = firm_index();
    let words = ["hund", "katze", "leine", "futter", "jacke", "napf", "dose", "winter", "lachs", "tier"];
    let documents = (0..3000_usize)
        .map(|number| {
            let word = |step: usize| words[(number / step) % words.len()];
            let title = format!("{}{} {number}", word(1), word(10));
            document(PRODUCT, number.try_into().unwrap(), &title, word(100), &words.join(" "))
        })
        .collect();
    index.apply(put(documents), 8).unwrap();
    let questions = [
        "a".to_owned(),
        "h k l f j n d w".to_owned(),
        words.join(" "),
        words.concat(),
        words.join("-"),
        "hundekatzenleinenfutterjackennapfdosenwinter".repeat(5),
        "hunde".repeat(40),
        "1a2b3c4d5e".repeat(20),
        "- . ' ".repeat(50),
        "有机绿茶北京大学狗粮".repeat(20),
        "\u{308}\u{301}".repeat(100),
        "(((((((((((title:[a TO b]^2 *".to_owned(),
    ];
    let scopes = [EVERYONE.to_owned()];
    for text in &questions {
        let started = Instant::now();
        index.query(&Asked { text, scopes: &scopes, kinds: &[], limit: 20 }).unwrap();
        assert!(started.elapsed() < PATIENCE, "{text:?} took {:?}", started.elapsed());
    }
}

/// Letters that matter to the analysis, few enough that random words meet.
fn text() -> impl Strategy<Value = String> {
    proptest::string::string_regex("[aehnrstuäüßy017. \\-'狗粮é\u{308}]{0,24}").unwrap()
}

fn catalogue_text() -> impl Strategy<Value = String> {
    let word = proptest::sample::select(vec![
        "hund", "e", "futter", "Katzen", "leine", "n", "-", " ", "dose", "für", "10", "kg",
    ]);
    proptest::collection::vec(word, 0..6).prop_map(|words| words.concat())
}

proptest! {
    // The same cases every time: a chance find stops nobody whose change is innocent.
    #![proptest_config(ProptestConfig {
        cases: 40,
        failure_persistence: None,
        rng_seed: RngSeed::Fixed(2_026),
        ..ProptestConfig::default()
    })]

    /// The pending and the index answer alike, whatever they hold and whatever is asked.
    #[test]
    fn pending_and_index_answer_alike(
        documents in proptest::collection::vec((text(), catalogue_text(), text(), text()), 1..12),
        questions in proptest::collection::vec(prop_oneof![text(), catalogue_text(), any::<String>()], 12),
    ) {
        let documents: Vec<_> = documents
            .into_iter()
            .zip(1..)
            .map(|((title, subtitle, body, exact), id)| {
                with_exact(document(PRODUCT, id, &title, &subtitle, &body), &[&exact])
            })
            .collect();
        let (one_folder, other_folder) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let (applied, _) = Index::open(one_folder.path(), "test").unwrap();
        let (pending, _) = Index::open(other_folder.path(), "test").unwrap();
        for index in [&applied, &pending] {
            index.set_compound_words(CATALOGUE);
        }
        applied.apply(put(documents.clone()), 1).unwrap();
        pending.announce(1, put(documents));
        let scopes = [EVERYONE.to_owned()];
        for text in &questions {
            let ask = |index: &Index| -> Vec<Hit> {
                index.query(&Asked { text, scopes: &scopes, kinds: &[], limit: 20 }).unwrap()
            };
            prop_assert_eq!(ask(&pending), ask(&applied), "asked for {:?}", text);
        }
    }

    /// Whatever a title holds, it is found by itself, unless there is no word in it.
    #[test]
    fn a_title_finds_its_document(title in prop_oneof![text(), catalogue_text(), any::<String>()]) {
        let folder = tempfile::tempdir().unwrap();
        let (index, _) = Index::open(folder.path(), "test").unwrap();
        index.set_compound_words(CATALOGUE);
        index.announce(1, put(vec![document(PRODUCT, 1, &title, "", "")]));
        let scopes = [EVERYONE.to_owned()];
        let found = index.query(&Asked { text: &title, scopes: &scopes, kinds: &[], limit: 1 }).unwrap();
        prop_assert_eq!(found.len(), usize::from(title.chars().take(200).any(char::is_alphanumeric)));
    }
}
