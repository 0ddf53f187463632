//! Cases: who does what until when, and the queues of what can be done now.

use kontor::business::access::{self, NewAccount};
use kontor::business::cases::{self, Case, CaseState, Due, ExtraTask, TaskPlace, TaskState};
use kontor::business::failure::RefusalKind;
use kontor::business::orders::{self, PaymentMethod, PlaceOrder};
use kontor::business::people;
use kontor::business::permission::Permission;
use kontor::store::Subject;
use kontor::values::{AccountId, CaseId, OrderId};

use crate::business::shop::{Shop, checkout, day, person, refused, refused_as, staff};

fn at(case: u64, place: u32) -> TaskPlace {
    TaskPlace { case: CaseId::new(case), place }
}

fn states(case: &Case) -> Vec<(&str, TaskState, String)> {
    case.tasks.iter().map(|task| (task.key.as_str(), task.state, task.due_on.to_string())).collect()
}

/// What the queue holds must be what the cases say.
pub fn queue_is_right(shop: &Shop) {
    shop.read(|view| {
        let mut expected: Vec<_> = cases::cases(view, None, usize::MAX)
            .into_iter()
            .filter(|(_, case)| case.state == CaseState::Open)
            .flat_map(|(id, case)| {
                (0..)
                    .zip(case.tasks)
                    .filter(|(_, task)| task.state == TaskState::Ready)
                    .map(move |(place, task)| (task.role, task.due_on, id, place))
                    .collect::<Vec<_>>()
            })
            .collect();
        expected.sort();
        assert_eq!(cases::ready_queue(view), expected);
    });
}

#[test]
fn payment_holds_up_a_prepaid_order_and_not_one_on_invoice() {
    let shop = Shop::new();
    shop.order(1, &[(shop.oats, 1)]);
    let on_invoice = PlaceOrder { payment_method: PaymentMethod::Invoice, ..checkout(2, &[(shop.oats, 1)]) };
    shop.run(move |tx| orders::place_order(tx, &on_invoice)).unwrap();
    shop.run(move |tx| cases::complete_task(tx, at(1, 0), "passt")).unwrap();
    shop.run(move |tx| cases::complete_task(tx, at(2, 0), "")).unwrap();
    use TaskState::{Done, Ready, Waiting};
    let due = |text: &str| text.to_owned();
    // Monday, 1 June 2026; weekends do not count.
    shop.read(|view| {
        let prepaid = cases::case(view, CaseId::new(1)).unwrap();
        assert_eq!(
            states(&prepaid),
            [
                ("check", Done, due("2026-06-02")),
                ("take_payment", Ready, due("2026-06-10")),
                ("pick", Waiting, due("2026-06-11")),
                ("pack", Waiting, due("2026-06-12")),
                ("hand_over", Waiting, due("2026-06-15")),
            ]
        );
        assert_eq!(prepaid.tasks[0].note, "passt");
        let on_invoice = cases::case(view, CaseId::new(2)).unwrap();
        assert_eq!(states(&on_invoice)[1], ("pick", Ready, due("2026-06-02")));
        assert_eq!(states(&on_invoice)[4], ("take_payment", Waiting, due("2026-06-22")));
    });
    queue_is_right(&shop);
}

#[test]
fn the_days_of_a_task_count_from_what_was_really_done() {
    // Monday, 1 June 2026, to Friday, 5 June.
    let cases = [
        ("one_day_is_the_next_day", "2026-06-01", 1, None, "2026-06-02"),
        ("friday_and_one_day_is_monday", "2026-06-05", 1, None, "2026-06-08"),
        ("what_begins_on_a_saturday_is_due_on_monday", "2026-06-06", 1, None, "2026-06-08"),
        ("no_days_are_the_day_itself", "2026-06-02", 0, None, "2026-06-02"),
        ("no_days_on_a_sunday_are_monday", "2026-06-07", 0, None, "2026-06-08"),
        ("seven_days_leave_a_weekend_out", "2026-06-01", 7, None, "2026-06-10"),
        ("a_later_day_that_somebody_named_stays", "2026-06-01", 1, Some("2026-07-01"), "2026-07-01"),
        ("an_earlier_day_that_somebody_named_is_too_early_now", "2026-06-08", 1, Some("2026-06-02"), "2026-06-09"),
    ];
    for (name, begins, days, named, due) in cases {
        assert_eq!(cases::due_on(day(begins), days, named.map(day)), day(due), "{name}");
    }
}

#[test]
fn an_order_that_is_paid_early_is_picked_early() {
    let shop = Shop::new();
    let dues = || {
        let case = shop.read(|view| cases::case(view, CaseId::new(1))).unwrap();
        case.tasks.iter().map(|task| task.due_on.to_string()).collect::<Vec<_>>()
    };
    shop.receive(shop.oats, 1, None);
    let order = shop.order(1, &[(shop.oats, 1)]);
    assert_eq!(dues(), ["2026-06-02", "2026-06-11", "2026-06-12", "2026-06-15", "2026-06-16"]);
    shop.run(move |tx| cases::complete_task(tx, at(1, 0), "")).unwrap();
    shop.on("2026-06-02");
    shop.pay(order, shop.find(order).totals().gross.minor()).unwrap();
    assert_eq!(dues(), ["2026-06-02", "2026-06-10", "2026-06-03", "2026-06-04", "2026-06-05"]);
    queue_is_right(&shop);
    // What is done late is followed late.
    shop.on("2026-06-08");
    shop.run(move |tx| cases::complete_task(tx, at(1, 2), "")).unwrap();
    assert_eq!(dues()[3..], ["2026-06-09", "2026-06-10"]);
}

#[test]
fn what_somebody_put_off_stays_put_off_when_its_turn_comes() {
    let shop = Shop::new();
    let order = shop.order(1, &[(shop.oats, 1)]);
    shop.run(|tx| cases::complete_task(tx, at(1, 0), "")).unwrap();
    shop.run(|tx| cases::postpone_task(tx, at(1, 2), day("2026-07-01"), "Lieferung erst im Juli")).unwrap();
    shop.pay(order, shop.find(order).totals().gross.minor()).unwrap();
    let case = shop.read(|view| cases::case(view, CaseId::new(1))).unwrap();
    assert_eq!(states(&case)[2], ("pick", TaskState::Ready, "2026-07-01".to_owned()));
    assert_eq!(states(&case)[3].2, "2026-07-02");
    queue_is_right(&shop);
}

#[test]
fn a_case_of_an_older_kontor_keeps_the_days_that_somebody_named() {
    let shop = Shop::new();
    shop.order(1, &[(shop.oats, 1)]);
    shop.run(|tx| cases::complete_task(tx, at(1, 0), "Stammkunde")).unwrap();
    let mut case = shop.read(|view| cases::case(view, CaseId::new(1))).unwrap();
    assert!(case.named_days.is_empty(), "{:?}", case.named_days);
    // In it a day that was named was told only by the reason in the note, or by the task being of no template.
    let july = day("2026-07-01");
    (case.tasks[2].due_on, case.tasks[2].note) = (july, "Lieferung erst im Juli".to_owned());
    (case.tasks[4].due_on, case.tasks[4].key) = (july, "other".to_owned());
    let mut bytes = kontor::store::encode(&case).unwrap();
    assert_eq!((bytes[0], bytes.pop()), (2, Some(0)));
    bytes[0] = 1;
    let read = kontor::store::decode::<Case>(&bytes).unwrap();
    assert_eq!(read.named_days.clone().into_iter().collect::<Vec<_>>(), [(2, july), (4, july)]);
    assert_eq!(Case { named_days: Default::default(), ..read }, case);
}

#[test]
fn a_task_is_done_in_its_turn_and_once() {
    let shop = Shop::new();
    shop.order(1, &[(shop.oats, 1)]);
    let complete = |case: u64, place: u32| shop.run(move |tx| cases::complete_task(tx, at(case, place), ""));
    refused(complete(1, 2), &["cases.refusal.something_before"]);
    refused(complete(9, 0), &["business.refusal.not_found"]);
    complete(1, 0).unwrap();
    refused(complete(1, 0), &["cases.refusal.already_finished"]);
    refused(complete(1, 1), &["cases.refusal.finished_by_deed"]);
    let may_look = staff(1, &[Permission::CasesView]);
    refused_as(shop.write(&may_look, |tx| cases::complete_task(tx, at(1, 1), "")), RefusalKind::NotAllowed);
}

#[test]
fn a_task_can_be_skipped_reopened_and_postponed_with_a_reason() {
    let shop = Shop::new();
    shop.order(1, &[(shop.oats, 1)]);
    refused(shop.run(|tx| cases::skip_task(tx, at(1, 0), " ")), &["cases.refusal.reason_missing@reason"]);
    shop.run(|tx| cases::skip_task(tx, at(1, 0), "Stammkunde")).unwrap();
    queue_is_right(&shop);
    refused(shop.run(|tx| cases::reopen_task(tx, at(1, 1), "x")), &["cases.refusal.not_finished"]);
    refused(shop.run(|tx| cases::reopen_task(tx, at(1, 0), "")), &["cases.refusal.reason_missing@reason"]);
    shop.run(|tx| cases::reopen_task(tx, at(1, 0), "doch prüfen")).unwrap();
    queue_is_right(&shop);
    let postpone = |to: &str, reason: &str| {
        let (to, reason) = (day(to), reason.to_owned());
        shop.run(move |tx| cases::postpone_task(tx, at(1, 0), to, &reason))
    };
    refused(postpone("2026-05-01", ""), &["cases.refusal.day_is_past@due_on", "cases.refusal.reason_missing@reason"]);
    postpone("2026-07-01", "Urlaub").unwrap();
    queue_is_right(&shop);
    let case = shop.read(|view| cases::case(view, CaseId::new(1))).unwrap();
    assert_eq!(states(&case)[0], ("check", TaskState::Ready, "2026-07-01".to_owned()));
    assert_eq!(case.tasks[0].note, "Stammkunde\ndoch prüfen\nUrlaub");
}

#[test]
fn the_desk_knows_what_is_due() {
    let shop = Shop::new();
    for key in 1..=3 {
        shop.order(key, &[(shop.oats, 1)]);
    }
    shop.run(|tx| cases::postpone_task(tx, at(1, 0), day("2026-06-05"), "später")).unwrap();
    shop.on("2026-06-03");
    shop.read(|view| {
        let count = |due| cases::count_of_role(view, "office", due);
        assert_eq!((count(Due::Ever), count(Due::Before(view.today())), count(Due::On(day("2026-06-05")))), (3, 2, 1));
        let late = cases::ready_tasks_of_role(view, "office", Due::Before(view.today()), 9);
        assert_eq!(late.iter().map(|task| task.id.number()).collect::<Vec<_>>(), [2, 3]);
        assert_eq!(cases::count_of_role(view, "warehouse", Due::Ever), 0);
        assert_eq!(cases::ready_tasks(view, 2).len(), 2);
    });
}

#[test]
fn staff_open_cases_and_add_what_no_template_knew() {
    let shop = Shop::new();
    let id = shop.order(1, &[(shop.oats, 1)]);
    let subject = Subject::of(id);
    let open = |template: &'static str| {
        let subject = Subject::of(id);
        shop.run(move |tx| cases::open_case(tx, template, &subject))
    };
    let case = open("complaint").unwrap();
    refused(open("order"), &["business.refusal.not_found"]);
    let add = |role: &str, due_on: &str, note: &str| {
        let extra = ExtraTask { role: role.to_owned(), due_on: day(due_on), note: note.to_owned() };
        shop.run(move |tx| cases::add_task(tx, case, &extra))
    };
    refused(
        add("nobody", "2020-01-01", ""),
        &["cases.refusal.what_is_to_do@note", "cases.refusal.role_unknown@role", "cases.refusal.day_is_past@due_on"],
    );
    shop.run(move |tx| cases::complete_task(tx, TaskPlace { case, place: 0 }, "")).unwrap();
    shop.run(move |tx| cases::complete_task(tx, TaskPlace { case, place: 1 }, "")).unwrap();
    shop.read(|view| {
        assert_eq!(cases::case(view, case).unwrap().state, CaseState::Closed);
        assert_eq!(cases::cases_of(view, &subject).len(), 2);
    });
    refused(shop.run(move |tx| cases::cancel_case(tx, case, "x")), &["cases.refusal.case_ended"]);
    refused(shop.run(|tx| cases::cancel_case(tx, CaseId::new(1), "x")), &["cases.refusal.ends_with_its_order"]);
    shop.run(move |tx| cases::reopen_task(tx, TaskPlace { case, place: 1 }, "noch nicht")).unwrap();
    refused(shop.run(move |tx| cases::cancel_case(tx, case, " ")), &["cases.refusal.reason_missing@reason"]);
    shop.run(move |tx| cases::cancel_case(tx, case, "zurückgezogen")).unwrap();
    refused(shop.run(move |tx| cases::skip_task(tx, TaskPlace { case, place: 1 }, "x")), &["cases.refusal.case_ended"]);
    queue_is_right(&shop);
    assert_eq!(id, OrderId::new(1));
}

#[test]
fn somebody_takes_a_task_and_finds_it_again() {
    let shop = Shop::new();
    shop.order(1, &[(shop.oats, 1)]);
    let huber = person("Huber");
    let account = shop
        .run(move |tx| {
            access::ensure_standard_roles(tx)?;
            let (role, _) = access::role_by_key(tx, "office").unwrap();
            let person = people::create_person(tx, &huber)?;
            let email = huber.email.clone().unwrap();
            access::create_account(tx, &NewAccount { person, email, roles: vec![role], secret: None })
        })
        .unwrap();
    let assign = |account| shop.run(move |tx| cases::assign_task(tx, at(1, 0), account));
    refused(assign(Some(AccountId::new(77))), &["cases.refusal.nobody_there@account"]);
    assign(Some(account)).unwrap();
    let own = |due| shop.read(|view| cases::ready_tasks_of_account(view, account, due, 9));
    assert_eq!(own(Due::Ever).iter().map(|task| (task.id.number(), task.place)).collect::<Vec<_>>(), [(1, 0)]);
    shop.on("2026-06-03");
    shop.read(|view| assert_eq!(cases::count_of_account(view, account, Due::Before(view.today())), 1));
    assign(None).unwrap();
    assert_eq!(own(Due::Ever), []);
    assign(Some(account)).unwrap();
    refused(shop.run(|tx| cases::note_task(tx, at(1, 0), " ")), &["cases.refusal.note_missing@note"]);
    shop.run(|tx| cases::note_task(tx, at(1, 0), "Adresse nachfragen")).unwrap();
    let actor = staff(account.number(), &[Permission::CasesWork]);
    shop.write(&actor, |tx| cases::complete_task(tx, at(1, 0), "stimmt")).unwrap();
    assert_eq!(own(Due::Ever), []);
    let task = shop.read(|view| cases::case(view, CaseId::new(1))).unwrap().tasks[0].clone();
    assert_eq!((task.done_by, task.note.as_str()), (Some(account), "Adresse nachfragen\nstimmt"));
    // A task of one's own by hand, for the role that exists now.
    let extra = ExtraTask { role: "office".to_owned(), due_on: day("2026-06-04"), note: "Blumen".to_owned() };
    assert_eq!(shop.run(move |tx| cases::add_task(tx, CaseId::new(1), &extra)).unwrap(), 5);
    queue_is_right(&shop);
}
