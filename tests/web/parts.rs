//! Single parts: what they promise to those who fill them and to those who read them.

use kontor::values::Language;
use kontor::web::parts::{
    Chart, Column, Complaint, Empty, Field, Happening, Link, Node, Row, Series, SortOrder, TREE_DEPTH_MAX, Table, Tree,
    chart, checkbox_group, copy_field, email_field, error_summary, paragraph, password_field, prose, prose_title,
    select_field, table, textarea_field, timeline, tree,
};
use maud::html;

const GERMAN: Language = Language::De;

#[test]
fn a_complaint_is_tied_to_its_field() {
    let field = Field {
        name: "email",
        value: "anna.example.at",
        hint: Some("Dorthin geht die Rechnung.".to_owned()),
        error: Some("Das @-Zeichen fehlt.".to_owned()),
        ..Field::default()
    };
    let written = email_field(GERMAN, &field).into_string();
    assert!(written.contains("aria-describedby=\"field-email-hint field-email-error\""), "{written}");
    assert!(written.contains("aria-invalid=\"true\""), "{written}");
    let complaints = [Complaint::about("email", "Das @-Zeichen fehlt.")];
    let summary = error_summary(GERMAN, &complaints, &email_field(GERMAN, &field)).into_string();
    assert!(summary.contains(&format!("href=\"#{}\"", field.anchor())), "{summary}");
}

#[test]
fn the_summary_names_each_field_in_the_order_of_the_form() {
    let labelled = |name: &'static str, label: &str| Field { name, label: label.to_owned(), ..Field::default() };
    let fields = html! {
        (email_field(GERMAN, &labelled("email", "E-Mail & Rechnung")))
        (email_field(GERMAN, &labelled("second", "Zweite Adresse")))
        (email_field(GERMAN, &labelled("long", "Ich habe alles gelesen, was hier steht, und stimme zu.")))
    };
    let roles = Field { name: "roles", label: "Rollen".to_owned(), ..Field::default() };
    let fields = html! {
        (fields)
        (checkbox_group(GERMAN, &roles, &[kontor::web::parts::Choice::new("1", "Büro")], &[]))
    };
    let complaints = [
        Complaint::about("roles", "Bitte wählen Sie eine."),
        Complaint::about("long", "Bitte stimmen Sie zu."),
        Complaint::about("second", "Die zweite Adresse ist zu lang."),
        Complaint::about("email", "Bitte ausfüllen."),
        Complaint::of_the_whole("Jemand war schneller."),
    ];
    let summary = error_summary(GERMAN, &complaints, &fields).into_string();
    let place = |words: &str| summary.find(words).unwrap_or_else(|| panic!("{words}: {summary}"));
    let wanted = [
        "<li>Jemand war schneller.",
        ">E-Mail &amp; Rechnung: Bitte ausfüllen.",
        ">Die zweite Adresse ist zu lang.",
        ">Bitte stimmen Sie zu.",
        ">Bitte wählen Sie eine.",
    ];
    assert!(wanted.map(place).is_sorted(), "{summary}");
}

#[test]
fn numbers_stay_on_one_line_in_cells_and_sentences() {
    let whole = |number: &str| format!("<span class=\"unbroken\">{number}</span>");
    let cases = [
        ("Bestellung B-108799 · R-2026-06527", vec![whole("B-108799"), whole("R-2026-06527")]),
        ("订单B-108799：2026-11-20", vec![whole("B-108799"), whole("2026-11-20")]),
        ("22. November 2026", vec![whole("22. November 2026")]),
    ];
    for (written, numbers) in cases {
        let shown = table(
            GERMAN,
            &Table {
                columns: vec![Column::text("Was")],
                rows: vec![Row::new(vec![html! { (written) }])],
                ..Table::default()
            },
        );
        for number in numbers {
            assert!(shown.0.contains(&number), "{number}: {}", shown.0);
        }
    }
    for written in ["E-Mail-Adresse", "Nuss-Müsli -5", "a & b-c"] {
        assert!(!paragraph(written).0.contains("unbroken"), "{written}");
    }
    let typed = textarea_field(GERMAN, &Field { name: "note", value: "B-108799", ..Field::default() }, 3);
    let shown = table(
        GERMAN,
        &Table { columns: vec![Column::text("Was")], rows: vec![Row::new(vec![typed])], ..Table::default() },
    );
    assert!(!shown.0.contains("unbroken"), "what is typed stays as it is: {}", shown.0);
}

#[test]
fn what_was_typed_comes_back_as_text() {
    let typed = "\"><script>alert('ü')</script>\nzweite Zeile";
    let field = Field { name: "note", value: typed, ..Field::default() };
    for written in [email_field(GERMAN, &field).into_string(), textarea_field(GERMAN, &field, 3).into_string()] {
        assert!(!written.contains("<script>"), "{written}");
        assert!(written.contains("&quot;&gt;&lt;script&gt;"), "{written}");
    }
}

#[test]
fn what_happened_several_times_in_a_row_is_shown_once() {
    let happening = |what: &str| Happening { what: what.to_owned(), ..Happening::default() };
    let shown = |happenings: &[Happening]| timeline(GERMAN, happenings).into_string();
    let sent = happening("Brief geschickt");
    let written = shown(&[sent.clone(), sent.clone(), sent.clone(), happening("Gebucht"), sent.clone()]);
    assert_eq!(written.matches("Brief geschickt").count(), 2, "{written}");
    assert_eq!(written.matches("3-mal").count(), 1, "{written}");
    assert_eq!(written.matches("-mal").count(), 1, "{written}");
    // With other words of a person it is not the same.
    let remarked = Happening { remark: Some("auf Wunsch".to_owned()), ..sent.clone() };
    assert!(!shown(&[sent, remarked]).contains("-mal"));
}

#[test]
fn a_password_is_never_sent_back() {
    let field = Field { name: "password", value: "geheim-4711", ..Field::default() };
    assert!(!password_field(GERMAN, &field).into_string().contains("geheim-4711"));
}

#[test]
fn nothing_is_chosen_for_the_person() {
    let field = Field { name: "country", ..Field::default() };
    let choices = [kontor::web::parts::Choice::new("AT", "Österreich")];
    let written = select_field(GERMAN, &field, &choices).into_string();
    assert!(written.contains("<option value=\"\">") && !written.contains("selected"), "{written}");
}

#[test]
fn an_empty_table_is_a_sentence_with_a_first_action() {
    let empty = Empty { sentence: "Noch nichts.".to_owned(), action: Some(Link::new("Anlegen", "/new")) };
    let written = table(GERMAN, &Table { empty, ..Table::default() }).into_string();
    assert!(written.contains("Noch nichts.") && written.contains("href=\"/new\"") && !written.contains("<table"));
}

#[test]
fn a_sorted_column_says_so() {
    let columns = vec![Column::text("Name").sorted_by("?sort=name", SortOrder::Descending)];
    let rows = vec![Row::leading_to("/people/1", vec![html! { "Anna" }])];
    let written = table(GERMAN, &Table { columns, rows, ..Table::default() }).into_string();
    assert!(written.contains("aria-sort=\"descending\""), "{written}");
    assert!(
        written.contains("<th scope=\"row\" role=\"rowheader\" data-kind=\"text\"><a href=\"/people/1\">Anna</a></th>"),
        "{written}"
    );
}

#[test]
fn the_ticks_of_a_chart_are_round_and_hold_zero() {
    let cases: [(&[i64], &str); 6] = [
        (&[3, 7, 21], "0 5 10 15 20 25"),
        (&[18_200, 23_100], "0 5000 10000 15000 20000 25000"),
        (&[-1_400, 5_900], "-2000 0 2000 4000 6000"),
        (&[0], "0 1"),
        (&[], "0 1"),
        (&[-3], "-3 -2 -1 0 1"),
    ];
    for (figures, expected) in cases {
        let series = Series { name: "Reihe".to_owned(), figures: figures.iter().copied().map(Some).collect() };
        let places = figures.iter().map(i64::to_string).collect();
        let one = Chart { places, series: vec![series], ..Chart::default() };
        let written = chart(GERMAN, &one, &|figure| figure.to_string()).into_string();
        let list = written.split("class=\"ticks\"").nth(1).and_then(|rest| rest.split("</ol>").next()).unwrap();
        let mut ticks: Vec<&str> = list.split("<li>").skip(1).map(|item| item.trim_end_matches("</li>")).collect();
        ticks.reverse();
        assert_eq!(ticks.join(" "), expected, "{figures:?}");
    }
}

#[test]
fn a_chart_bears_the_largest_figures() {
    let series = Series { name: "Reihe".to_owned(), figures: vec![Some(i64::MAX), None, Some(i64::MIN)] };
    let places = ["a", "b", "c"].map(str::to_owned).to_vec();
    let one = Chart { places, series: vec![series], ..Chart::default() };
    assert!(!chart(GERMAN, &one, &|figure| figure.to_string()).into_string().is_empty());
}

#[test]
fn a_tree_ends_at_its_greatest_depth() {
    let mut node = Node::default();
    for depth in 0..TREE_DEPTH_MAX * 2 {
        node = Node { link: Link::new(depth.to_string(), "#"), children: vec![node], ..Node::default() };
    }
    let written = tree(GERMAN, &Tree { roots: vec![node], ..Tree::default() }).into_string();
    assert_eq!(written.matches("<details").count(), TREE_DEPTH_MAX);
}

#[test]
fn the_firm_s_own_text_becomes_a_page() {
    let check = |text: &str, expected: &str| {
        let written = prose(text).into_string();
        assert_eq!(written, format!("<div class=\"prose\">{expected}</div>"), "{text}");
    };
    check("", "");
    check("Eine Zeile\r\nund noch eine.\r\n\r\nDanach.", "<p>Eine Zeile und noch eine.</p><p>Danach.</p>");
    check("# AGB\n## § 1 Geltung\nDiese AGB gelten.", "<h2>§ 1 Geltung</h2><p>Diese AGB gelten.</p>");
    check("- eins\n- zwei", "<ul><li>eins</li><li>zwei</li></ul>");
    check("1. eins\n2. zwei", "<ol><li>eins</li><li>zwei</li></ol>");
    check("<b>fett</b>", "<p>&lt;b&gt;fett&lt;/b&gt;</p>");
    assert_eq!(prose_title("# AGB\n\nText"), Some("AGB".to_owned()));
}

#[test]
fn a_table_keeps_its_meaning_however_it_is_laid_out() {
    let shown = Table {
        caption: "Liste".to_owned(),
        columns: vec![Column::text("Name"), Column::figure("Betrag")],
        rows: vec![Row::new(vec![html! { "Huber" }, html! { "1,00" }])],
        sums: vec![html! { "Summe" }, html! { "1,00" }],
        ..Table::default()
    };
    let html = table(GERMAN, &shown).into_string();
    for (role, times) in [("table", 1), ("rowgroup", 3), ("row", 3), ("columnheader", 2), ("rowheader", 1), ("cell", 3)]
    {
        assert_eq!(html.matches(&format!("role=\"{role}\"")).count(), times, "{role}: {html}");
    }
    // Hidden to the eye only: screen readers go on reading the heads of the columns.
    let style = std::fs::read_to_string("assets/css/table.css").unwrap();
    let head = style.split(".list > .table > table > thead:not(:has(a, input)) {").nth(1).unwrap();
    assert!(!head.split('}').next().unwrap().contains("display: none"));
}

#[test]
fn a_copy_that_failed_is_owned_up_to() {
    let field = Field { name: "link", label: "Ihr Link".to_owned(), value: "https://a.test", ..Field::default() };
    let html = copy_field(GERMAN, &field).into_string();
    assert!(html.contains("data-copy-failed=\"Markiert – mit Strg+C kopieren\""), "{html}");
    assert!(html.contains("aria-label=\"Kopieren: Ihr Link\""), "{html}");
    let script = std::fs::read_to_string("assets/js/kontor.js").unwrap();
    assert!(script.contains("done.dataset.copyFailed"), "the script says it");
}
