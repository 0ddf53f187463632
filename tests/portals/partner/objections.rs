//! A partner objects through the pages, the office answers, and the partner reads the answer at the statement.

use kontor::business::partners;

use crate::portals::partner::{Tree, sale};

fn october(tree: &Tree) {
    sale(&tree.firm, tree.low, "2026-10-04", 10_000, 30);
    sale(&tree.firm, tree.middle, "2026-10-31", 5_000, 20);
    sale(&tree.firm, tree.top, "2026-10-01", 1_025, 20);
}

#[test]
fn an_objection_goes_to_the_office_and_its_answer_comes_back() {
    let tree = Tree::new();
    october(&tree);
    let run = tree.posted("2026-10");
    let statement = format!("/partner/statements/{run}");
    let form = format!("{statement}/objection");
    let mut partner = tree.browser(tree.top);
    partner.get(&statement).sees("Stimmt etwas an dieser Abrechnung nicht?").holds(&format!("href=\"{form}\""));
    partner.get(&format!("{form}?line=0")).sees("Zur Zeile").sees("2,05 €");
    partner
        .submit(&form, &[("text", " ")])
        .has_status(422)
        .sees("Bitte schreiben Sie, was Ihrer Ansicht nach nicht stimmt");
    partner.get(&format!("{form}?line=0"));
    partner.submit(&form, &[("text", "Das waren 12,25 €.\n\nBitte prüfen.")]).goes_to(&statement);
    partner.click_again().goes_to(&statement);
    partner.get(&statement).sees("Einsprüche").sees("Offen").sees("Das waren 12,25 €.").sees("E-0001");
    // A second one about the same is told that the first is open; what was typed stays.
    partner.get(&format!("{form}?line=0"));
    let again = partner.submit(&form, &[("text", "Hallo?")]);
    again.has_status(422).sees("schon ein Einspruch offen (E-0001)").sees("Hallo?");

    let mut office = tree.firm.signed_in("finance");
    office.get("/office/cases?template=objection").sees("Einspruch gegen eine Abrechnung").sees("Anna Adler");
    let case = office.get("/office/cases?template=objection");
    let id = case.html.split("href=\"/office/cases/").nth(1).and_then(|rest| rest.split('"').next()).expect("a case");
    let path = "/office/commissions/objections/1";
    office.get(&format!("/office/cases/{id}")).sees("Einspruch beantworten").holds(&format!("href=\"{path}\""));
    let page = office.get(path);
    page.sees("Einspruch E-0001").sees("Bitte prüfen.").sees("Anna Adler · P-1").sees("Oktober 2026").sees("L-0001");
    let answer = format!("{path}/answer");
    office
        .submit(&answer, &[("text", "Stimmt.")])
        .has_status(422)
        .sees("Bitte wählen Sie, ob der Einspruch berechtigt ist");
    office.get(path);
    office
        .submit(&answer, &[("verdict", "accepted"), ("text", "")])
        .has_status(422)
        .sees("Bitte schreiben Sie eine Antwort");
    office.get(path);
    office.submit(&answer, &[("verdict", "accepted"), ("text", "Stimmt, wir rechnen nach.")]).goes_to(path);
    office.click_again().goes_to(path);
    office
        .get(path)
        .sees("Berechtigt")
        .sees("Jetzt fehlt noch die Richtigstellung")
        .sees("rechnet der nächste Lauf ab");
    office.get(&format!("/office/commissions/{run}/statements/{}", tree.top)).sees("Einspruch E-0001: Berechtigt");

    let shown = partner.get(&statement);
    shown.sees("Berechtigt").sees("Stimmt, wir rechnen nach.").sees("der Unterschied kommt mit einer der nächsten");
}

#[test]
fn two_who_answer_at_once_do_not_overwrite_one_another() {
    let tree = Tree::new();
    october(&tree);
    let run = tree.posted("2026-10");
    let mut partner = tree.browser(tree.low);
    let form = format!("/partner/statements/{run}/objection");
    partner.get(&form).sees("Zur ganzen Abrechnung");
    partner.submit(&form, &[("text", "Zu wenig.")]).goes_to(&format!("/partner/statements/{run}"));
    let path = "/office/commissions/objections/1";
    let (mut one, mut other) = (tree.firm.signed_in("finance"), tree.firm.signed_in("management"));
    one.get(path);
    other.get(path);
    one.submit(&format!("{path}/answer"), &[("verdict", "declined"), ("text", "Die Abrechnung stimmt.")]).goes_to(path);
    let late = other.submit(&format!("{path}/answer"), &[("verdict", "accepted"), ("text", "Doch.")]);
    late.has_status(422).sees("inzwischen beantwortet").sees("Die Abrechnung stimmt.");
    partner.get(&format!("/partner/statements/{run}")).sees("Abgelehnt").does_not_see("Doch.");
}

#[test]
fn nobody_objects_to_what_is_not_theirs_or_not_there() {
    let tree = Tree::new();
    october(&tree);
    let run = tree.posted("2026-10");
    let form = format!("/partner/statements/{run}/objection");
    let mut partner = tree.browser(tree.top);
    partner.get(&format!("{form}?line=99")).has_status(404);
    partner.get(&format!("{form}?line=oben")).has_status(404);
    partner.get("/partner/statements/99/objection").has_status(404);
    partner.get("/office/commissions/objections/1").has_status(403);
    let mut warehouse = tree.firm.signed_in("warehouse");
    warehouse.get("/office/commissions/objections/1").has_status(403);
    // Whoever has left still reads the own statements, and may object to them.
    let own = tree.top;
    tree.firm.write(move |tx| partners::end_contract(tx, own, tx.today(), "auf Wunsch"));
    let mut partner = tree.browser(tree.top);
    partner.get(&form).has_status(200).does_not_see("Cerny");
    partner.submit(&form, &[("text", "Da fehlt etwas.")]).goes_to(&format!("/partner/statements/{run}"));
}
