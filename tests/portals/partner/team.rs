//! The team as tree, table, file and sheet; nobody sees anybody who does not stand below.

use kontor::business::partners::{self, PlacementRule, PlacementRules};
use kontor::values::Day;

use crate::portals::partner::{Tree, sale};

#[test]
fn the_tree_opens_without_script_and_holds_everybody_below() {
    let tree = Tree::new();
    sale(&tree.firm, tree.low, "2026-11-01", 10_000, 30);
    let shown = tree.browser(tree.top).get("/partner/team");
    shown.sees("2 Personen im Team").sees("Anna Berger").sees("Anna Cerny").does_not_see("Fremd");
    shown.holds("<details").holds(&format!("/partner/team/{}", tree.low));
    tree.browser(tree.low).get("/partner/team").does_not_see("Anna Berger").sees("Noch steht niemand in Ihrem Team");
}

#[test]
fn the_table_is_searched_sorted_narrowed_by_level_and_kept_as_a_file() {
    let tree = Tree::new();
    sale(&tree.firm, tree.low, "2026-11-01", 10_000, 30);
    sale(&tree.firm, tree.middle, "2026-10-05", 5_000, 17);
    let mut browser = tree.browser(tree.top);
    browser.get("/partner/team/list").sees("3 Personen").sees("Anna Berger P-2 1 noch 20 0 17 30");
    browser.get("/partner/team/list?level=2").sees("eine Person").sees("Anna Cerny").does_not_see("Anna Berger");
    browser.get("/partner/team/list?q=p-3").sees("Anna Cerny").does_not_see("Anna Berger");
    browser.get("/partner/team/list?q=Fremd").sees("Niemand in Ihrem Team passt dazu");
    let text = browser.get("/partner/team/list?sort=own").text();
    let place = |name: &str| text.find(name).expect("everybody is listed");
    assert!(place("Anna Cerny P-3") < place("Anna Adler P-1"), "the largest comes first: {text}");
    let file = browser.get("/partner/team.csv?level=2");
    file.has_status(200).holds("2;P-3;Anna Cerny;Aktiv;30;0;30;1;2026-01-01");
    assert!(!file.html.contains("P-2"), "only what was asked for: {}", file.html);
}

#[test]
fn a_members_sheet_tells_how_the_near_are_reached_and_of_nobody_where_he_lives() {
    let tree = Tree::new();
    let mut browser = tree.browser(tree.top);
    let near = browser.get(&format!("/partner/team/{}", tree.middle));
    near.sees("Anna Berger").sees("berger@privat.test").sees("+43 660 1234567").sees("Anna Cerny");
    near.does_not_see("Geheimgasse").does_not_see("AT61");
    let far = browser.get(&format!("/partner/team/{}", tree.low));
    far.sees("Anna Cerny").sees("über den Sponsor").does_not_see("cerny@privat.test").does_not_see("+43 660");
}

#[test]
fn guessing_an_address_opens_nobody_who_stands_elsewhere() {
    let tree = Tree::new();
    let mut middle = tree.browser(tree.middle);
    for foreign in [tree.top, tree.stranger] {
        middle.get(&format!("/partner/team/{foreign}")).has_status(404).does_not_see("Adler").does_not_see("Fremd");
        middle
            .get(&format!("/partner/team?below={foreign}"))
            .has_status(404)
            .does_not_see("Adler")
            .does_not_see("Fremd");
    }
    middle.get("/partner/team/4711").has_status(404);
    middle.get("/partner/team/list").does_not_see("Adler").does_not_see("Fremd");
    let file = middle.get("/partner/team.csv").html;
    assert!(!file.contains("Adler") && !file.contains("Fremd"), "{file}");
}

#[test]
fn whoever_was_moved_away_is_no_longer_seen() {
    let tree = Tree::new();
    let (low, stranger) = (tree.low, tree.stranger);
    let today = Day::parse("2026-11-02").expect("a day");
    tree.firm.write(move |tx| partners::change_sponsor(tx, low, Some(stranger), today, "Umzug"));
    tree.browser(tree.middle).get(&format!("/partner/team/{low}")).has_status(404);
    tree.browser(tree.stranger).get(&format!("/partner/team/{low}")).has_status(200);
}

#[test]
fn a_partner_asks_for_another_sponsor_and_takes_it_back() {
    let tree = Tree::new();
    let mut own = tree.browser(tree.low);
    let list = "/partner/team/requests";
    own.get(list).sees("Sie haben noch nichts beantragt").sees("Anderen Sponsor wünschen");
    own.get("/partner/team/sponsor").sees("Ihr Sponsor ist derzeit P-2");
    let wrong = own.submit("/partner/team/sponsor", &[("sponsor", "P-77"), ("reason", "")]);
    wrong.has_status(422).sees("Diesen Partner gibt es nicht").sees("Bitte geben Sie einen Grund an").holds("P-77");
    own.get("/partner/team/sponsor");
    let self_named = own.submit("/partner/team/sponsor", &[("sponsor", "P-3"), ("reason", "Ich")]);
    self_named.has_status(422).sees("Niemand kann sein eigener Sponsor sein").does_not_see("steht selbst unter");
    own.get("/partner/team/sponsor");
    own.submit("/partner/team/sponsor", &[]).has_status(422).holds("id=\"field-sponsor-error\"");
    own.get("/partner/team/sponsor");
    let wish = [("sponsor", "p-9"), ("reason", "Wir wohnen im selben Ort")];
    own.submit("/partner/team/sponsor", &wish).goes_to(list);
    own.click_again().goes_to(list);
    let shown = own.get(list);
    shown.sees("Sponsorwechsel zu P-9").sees("wartet auf Freigabe").sees("1. Dezember 2026");
    shown.does_not_see("Fremd").does_not_see("Anderen Sponsor wünschen");
    own.get("/partner/team/sponsor");
    own.submit("/partner/team/sponsor", &wish).has_status(422).sees("schon einen offenen Antrag");
    // Nobody else sees or withdraws it.
    let mut above = tree.browser(tree.middle);
    above.get(list).does_not_see("P-9");
    above.post(&format!("{list}/1/withdraw"), &[]).has_status(404);
    own.get(list);
    own.submit(&format!("{list}/1/withdraw"), &[]).goes_to(list);
    own.follow(list).sees("Ihr Antrag ist zurückgezogen").sees("Anderen Sponsor wünschen");
    own.post(&format!("{list}/1/withdraw"), &[]).has_status(422).sees("schon entschieden");
}

#[test]
fn a_refused_wish_says_why() {
    let tree = Tree::new();
    let mut own = tree.browser(tree.low);
    own.get("/partner/team/sponsor");
    own.submit("/partner/team/sponsor", &[("sponsor", "P-9"), ("reason", "näher")]).goes_to("/partner/team/requests");
    let mut boss = tree.firm.signed_in("management");
    boss.get("/office/approvals/1");
    let no = [("answer", "refuse"), ("reason", "Bitte erst mit P-2 sprechen")];
    boss.submit("/office/approvals/1/decide", &no).goes_to("/office/approvals/1");
    own.get("/partner/team/requests").sees("abgelehnt").sees("Bitte erst mit P-2 sprechen");
}

#[test]
fn a_sponsor_gives_a_seat_while_the_days_last() {
    let tree = Tree::new();
    let path = "/partner/team/placement";
    let mut top = tree.browser(tree.top);
    top.get("/partner/team").does_not_see("Plätze");
    let rules = PlacementRules {
        since: Some(tree.firm.read(|view| view.today())),
        legs: 2,
        rule: PlacementRule::Spillover,
        tank_days: 14,
    };
    tree.firm.write(move |tx| {
        let seen = partners::placement_rules(tx).mark();
        partners::set_placement_rules(tx, &rules, &seen)
    });
    let top_id = tree.top;
    tree.firm.write(move |tx| partners::place_for(tx, top_id, None));
    top.get("/partner/team").sees("Plätze");
    top.get(path).sees("Anna Berger · P-2").sees("noch 14 Tage").does_not_see("P-3");
    let place = format!("{path}/{}", tree.middle);
    top.submit(&place, &[("parent", "P-9"), ("leg", "1")]).has_status(422).sees("hat selbst noch keinen Platz");
    top.get(path);
    top.submit(&place, &[("parent", ""), ("leg", "")]).has_status(422).sees("noch 14 Tage");
    top.get(path);
    top.submit(&place, &[("parent", "p-1"), ("leg", "2")]).goes_to(path);
    top.follow(path).sees("Der Platz ist vergeben").sees("Alle in Ihrer ersten Ebene haben einen Platz");
    // Nobody gives seats to those whom others sponsor.
    top.post(&format!("{path}/{}", tree.low), &[("parent", "P-1"), ("leg", "1")]).has_status(404);
    let mut middle = tree.browser(tree.middle);
    middle.get(path).sees("Anna Cerny · P-3");
}
