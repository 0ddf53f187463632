//! What is typed, and what is found by it, best first.

use kontor::search::{Asked, LIMIT_MAX};

use super::samples::{EVERYONE, INVOICE, OFFICE, PERSON, PRODUCT, document, firm_index, found, hits, put};

struct Case {
    name: &'static str,
    typed: &'static str,
    /// The ids, best first.
    found: &'static [u64],
}

const fn case(name: &'static str, typed: &'static str, found: &'static [u64]) -> Case {
    Case { name, typed, found }
}

const CASES: &[Case] = &[
    case("a_word_is_found_in_the_title", "winterjacke", &[5]),
    case("case_does_not_matter", "WINTERJACKE", &[5]),
    case("a_compound_finds_its_parts_written_apart", "Hundefutter", &[1, 2]),
    case("parts_written_apart_find_the_compound", "Futter Hund", &[2, 1]),
    case("small_words_need_not_be_found", "Futter für den Hund", &[2, 1]),
    case("a_part_finds_the_compound", "leine", &[3]),
    case("a_part_in_front_finds_the_compound", "katze leine", &[3]),
    case("an_unknown_part_in_front_does_no_harm", "futter lachs", &[1, 20]),
    case("a_stop_word_alone_is_a_word", "für", &[2]),
    case("umlaut_typed_as_umlaut", "müller", &[10, 20]),
    case("umlaut_typed_as_two_letters", "mueller", &[10, 20]),
    case("umlaut_typed_without_dots", "muller", &[10, 20]),
    case("umlaut_typed_as_letter_and_dots", "mu\u{308}ller", &[10, 20]),
    case("sharp_s_typed_as_ss", "gross", &[11]),
    case("sharp_s_typed_as_it_is", "groß", &[11]),
    case("foreign_accents_are_folded", "lukasz dvorak", &[13]),
    case("a_beginning_is_enough", "winterj", &[5]),
    case("the_beginning_of_a_part_is_enough", "jack", &[5]),
    case("a_beginning_with_half_an_umlaut_is_enough", "Jürg", &[11]),
    case("only_the_last_word_may_be_a_beginning", "kat leine", &[]),
    case("one_typo_from_four_letters_on", "meier", &[12]),
    case("two_typos_from_eight_letters_on", "wintrejake", &[5]),
    case("swapped_neighbours_are_one_typo", "meyre", &[12]),
    case("a_typo_in_an_unfinished_word", "hundefuter", &[1]),
    case("three_letters_forgive_nothing", "tex", &[]),
    case("every_word_must_be_found", "anna winterjacke", &[]),
    case("words_may_stand_on_different_levels", "anna köln", &[10]),
    case("german_endings_do_not_matter", "hundes", &[2, 1, 12]),
    case("english_endings_do_not_matter", "delivery", &[4]),
    case("a_number_and_its_unit_together", "10kg lachs", &[1]),
    case("a_number_and_its_unit_apart", "lachs 10 kg", &[1]),
    case("hyphens_do_not_matter_when_missing", "email", &[13]),
    case("hyphens_do_not_matter_when_typed", "e-mail versand", &[13]),
    case("an_article_number_with_other_separators", "hf 10 l", &[1]),
    case("an_article_number_by_its_beginning", "hf-10", &[1]),
    case("an_invoice_number_whole", "RE-2026-00123", &[20]),
    case("an_invoice_number_with_blanks", "re 2026 00123", &[20]),
    case("an_invoice_number_by_its_beginning", "re-2026-001", &[20]),
    case("an_invoice_number_by_its_end", "123", &[20, 10]),
    case("a_number_forgives_no_typo", "re-2026-00124", &[]),
    case("an_address_whole", "anna.mueller@example.de", &[10]),
    case("an_address_by_its_beginning", "anna.mu", &[10, 20]),
    case("an_address_by_its_domain", "example.de", &[10]),
    case("a_phone_number_without_its_country", "0170 1234567", &[10]),
    case("chinese_words_are_found", "绿茶", &[4]),
    case("a_single_chinese_sign_is_found", "茶", &[4]),
    case("chinese_signs_need_not_be_neighbours", "有机茶", &[4]),
    case("a_chinese_short_form_is_found", "北大", &[12]),
    case("chinese_signs_that_are_not_there_are_not_found", "红茶", &[]),
    case("chinese_and_latin_words_together", "狗粮 lachs", &[1]),
    case("full_width_letters_are_plain_letters", "Ｗｉｎｔｅｒｊａｃｋｅ", &[5]),
    case("signs_without_a_word_find_nothing", "!?–()*:", &[]),
    case("query_language_is_only_text", "title:winterjacke AND (", &[]),
    case("an_empty_question_finds_nothing", "   ", &[]),
];

#[test]
fn what_is_typed_finds() {
    let (_folder, index) = firm_index();
    let mut wrong = Vec::new();
    for case in CASES {
        let ids = found(&index, case.typed);
        if ids != case.found {
            wrong.push(format!("{}: {:?} found {ids:?}, not {:?}", case.name, case.typed, case.found));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn title_ranks_over_subtitle_over_body_and_a_number_over_all() {
    let (_folder, index) = firm_index();
    let mut numbered = document(PRODUCT, 104, "Anderes", "", "");
    numbered.exact = vec!["ahorn-7".to_owned(), "ahorn7".to_owned()];
    let documents = vec![
        document(PRODUCT, 101, "Holz", "", "Ahorn7"),
        document(PRODUCT, 102, "Holz", "Ahorn7", ""),
        document(PRODUCT, 103, "Ahorn7", "", ""),
        numbered,
    ];
    index.apply(put(documents), 8).unwrap();
    assert_eq!(found(&index, "ahorn7"), [104, 103, 102, 101]);
}

#[test]
fn among_equals_weight_decides_then_the_shorter_title_then_the_later_id() {
    let (_folder, index) = firm_index();
    let mut heavy = document(PRODUCT, 201, "Birke schwarz lang", "", "");
    heavy.weight = 5;
    let documents = vec![
        heavy,
        document(PRODUCT, 202, "Birke schwarz", "", ""),
        document(PRODUCT, 203, "Birke rot", "", ""),
        document(PRODUCT, 204, "Birke rot", "", ""),
        document(PRODUCT, 205, "Die Birke", "", ""),
        document(PRODUCT, 206, "Birke", "", ""),
    ];
    index.apply(put(documents), 8).unwrap();
    assert_eq!(found(&index, "birke"), [206, 201, 204, 203, 202, 205]);
}

#[test]
fn typos_are_forgiven_only_where_hardly_anything_is_found() {
    let (_folder, index) = firm_index();
    let named = |ids: std::ops::Range<u64>, title: &str| ids.map(|id| document(PERSON, id, title, "", "")).collect();
    index.apply(put(named(300..303, "Schmidt")), 8).unwrap();
    index.apply(put(named(303..304, "Schmitt")), 9).unwrap();
    assert_eq!(found(&index, "schmidt"), [302, 301, 300, 303]);
    index.apply(put(named(304..306, "Schmidt")), 10).unwrap();
    assert_eq!(found(&index, "schmidt"), [305, 304, 302, 301, 300]);
}

#[test]
fn nobody_finds_what_none_of_his_scopes_shows() {
    let (_folder, index) = firm_index();
    let check = |scopes: &[&str], expected: &[u64]| {
        let ids: Vec<u64> = hits(&index, "anna müller", scopes, &[]).into_iter().map(|hit| hit.id).collect();
        assert_eq!(ids, expected, "with {scopes:?}");
    };
    check(&[EVERYONE], &[10]);
    check(&[EVERYONE, OFFICE], &[10, 20]);
    check(&[OFFICE], &[20]);
    check(&["partner:17"], &[20]);
    check(&["partner:1"], &[]);
    check(&["partner:170"], &[]);
    check(&["partner"], &[]);
    check(&[], &[]);
    assert!(hits(&index, "RE-2026-00123", &[EVERYONE], &[]).is_empty(), "not by its number either");
}

#[test]
fn scopes_filter_before_the_limit() {
    let (_folder, index) = firm_index();
    let mut documents: Vec<_> = (1000..1400)
        .map(|id| {
            let mut document = document(PRODUCT, id, "Esche", "", "");
            document.scopes = vec!["hidden".to_owned()];
            document
        })
        .collect();
    documents.push(document(PRODUCT, 1, "Alte Esche am Bach", "", ""));
    index.apply(put(documents), 8).unwrap();
    let scopes = [EVERYONE.to_owned()];
    let answer = index.query(&Asked { text: "esche", scopes: &scopes, kinds: &[], limit: 1 }).unwrap();
    assert_eq!(answer.iter().map(|hit| hit.id).collect::<Vec<_>>(), [1]);
}

#[test]
fn kinds_filter() {
    let (_folder, index) = firm_index();
    let ids = |kinds: &[_]| -> Vec<u64> {
        hits(&index, "anna", &[EVERYONE, OFFICE], kinds).into_iter().map(|hit| hit.id).collect()
    };
    assert_eq!(ids(&[]), [10, 20]);
    assert_eq!(ids(&[INVOICE]), [20]);
    assert_eq!(ids(&[PERSON, PRODUCT]), [10]);
    assert_eq!(ids(&[PRODUCT]), [] as [u64; 0]);
}

#[test]
fn a_hit_shows_title_and_subtitle_as_written() {
    let (_folder, index) = firm_index();
    let hit = hits(&index, "jurgen", &[EVERYONE], &[]).remove(0);
    assert_eq!((hit.kind, hit.title.as_str(), hit.subtitle.as_str()), (PERSON, "Jürgen Groß", "Mühlheim"));
}

#[test]
fn limits_hold_and_long_questions_are_cut() {
    let (_folder, index) = firm_index();
    let documents = (0..300).map(|id| document(PRODUCT, id, "Linde", "", "")).collect();
    index.apply(put(documents), 8).unwrap();
    let scopes = [EVERYONE.to_owned()];
    let count = |text: &str, limit| index.query(&Asked { text, scopes: &scopes, kinds: &[], limit }).unwrap().len();
    assert_eq!(count("linde", 0), 0);
    assert_eq!(count("linde", 5), 5);
    assert_eq!(count("linde", usize::MAX), LIMIT_MAX);
    assert_eq!(count(&"linde ".repeat(10_000), 5), 5);
    assert_eq!(count(&"l".repeat(100_000), 5), 0);
    assert_eq!(count(&"茶".repeat(100_000), 5), 0);
    assert_eq!(count(&"a-".repeat(100_000), 5), 0);
}
