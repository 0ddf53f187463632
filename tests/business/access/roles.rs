//! What roles allow is data, within two limits.

use kontor::business::access::{self, ADMINISTRATOR};
use kontor::business::permission::Permission::{self, *};

use crate::kit::Firm;

#[test]
fn the_standard_roles_are_made_once_and_then_left_alone() {
    let firm = Firm::new();
    let warehouse = firm.role("warehouse");
    firm.write(move |tx| access::change_role_permissions(tx, warehouse, &[DeskUse]));
    let before = firm.journal_end();
    firm.write(access::ensure_standard_roles);
    assert_eq!(firm.journal_end(), before, "nothing was missing");
    let role = firm.read(|view| access::role(view, warehouse).expect("it is there"));
    assert!(!role.permissions.has(ShippingPick), "somebody has taken it away on purpose");
}

#[test]
fn a_change_says_what_was_given_and_what_was_taken() {
    let firm = Firm::new();
    let finance = firm.role("finance");
    let mut wanted: Vec<Permission> =
        firm.read(|view| access::role(view, finance).expect("it is there").permissions.iter().collect());
    wanted.retain(|permission| *permission != CommissionsPost);
    wanted.push(JournalView);
    let before = firm.journal_end();
    firm.write(move |tx| access::change_role_permissions(tx, finance, &wanted));
    let told = firm.told_since(before);
    assert_eq!(told.len(), 1);
    assert_eq!(told[0].event, "role_permissions_changed");
    assert_eq!(told[0].body, format!(r#"{{"role":{finance},"given":["journal.view"],"taken":["commissions.post"]}}"#));
}

#[test]
fn administrators_cannot_give_away_the_keys_nor_anybody_the_own_account() {
    let firm = Firm::new();
    for (key, kept) in [(ADMINISTRATOR, vec![AccountsManage, RolesManage, AccountOwn]), ("office", vec![AccountOwn])] {
        let role = firm.role(key);
        firm.write(move |tx| access::change_role_permissions(tx, role, &[]));
        let left = firm.read(|view| access::role(view, role).expect("it is there").permissions);
        for permission in kept {
            assert!(left.has(permission), "{key} keeps {}", permission.word());
        }
        assert!(!left.has(OrdersView), "{key} lost what could be taken");
    }
}

#[test]
fn a_role_written_before_roles_could_be_retired_is_still_read() {
    // Key, three names, portal and two permissions, as postcard wrote them in the first shape.
    let mut first_shape = vec![1_u8, 2, b'm', b's', 1, b'M', 1, b'F', 1, b'Z', 0, 2];
    first_shape.extend([10, 161, 1]);
    let role: access::Role = kontor::store::decode(&first_shape).expect("an older value is read");
    assert_eq!((role.key.as_str(), role.name.en.as_str(), role.retired), ("ms", "F", false));
    assert!(role.permissions.has(DeskUse) && role.permissions.has(AccountOwn));
    let again: access::Role = kontor::store::decode(&kontor::store::encode(&role).expect("written")).expect("read");
    assert_eq!(again, role);
    first_shape.push(0);
    assert!(kontor::store::decode::<access::Role>(&first_shape).is_err(), "nothing may be left over");
}

#[test]
fn whoever_agreed_to_commission_before_agrees_to_changes_of_the_tree_too() {
    let read = |permissions: &[u8], count: u8| -> access::Role {
        let mut third_shape = vec![3_u8, 2, b'm', b's', 1, b'M', 1, b'F', 1, b'Z', 0, count];
        third_shape.extend(permissions);
        third_shape.push(0);
        kontor::store::decode(&third_shape).expect("an older value is read")
    };
    // 10 and 102 as postcard writes them.
    assert!(read(&[10, 102], 2).permissions.has(PartnersApprove));
    assert!(!read(&[10], 1).permissions.has(PartnersApprove));
    let mut taken = read(&[10, 102], 2);
    taken.permissions = taken.permissions.without(&[PartnersApprove]);
    let again: access::Role = kontor::store::decode(&kontor::store::encode(&taken).expect("written")).expect("read");
    assert_eq!(again, taken, "what is taken away now stays away");
}

fn fourth(permissions: &[u8]) -> access::Role {
    let mut fourth_shape = vec![4_u8, 2, b'm', b's', 1, b'M', 1, b'F', 1, b'Z', 0];
    fourth_shape.push(u8::try_from(permissions.len()).expect("few"));
    fourth_shape.extend(permissions);
    fourth_shape.push(0);
    kontor::store::decode(&fourth_shape).expect("an older value is read")
}

#[test]
fn whoever_reads_the_books_and_agrees_to_commission_closes_months_unless_the_same_reckons_it() {
    // 85, 101 and 102 as postcard writes them.
    assert!(fourth(&[85, 102]).permissions.has(LedgerClose));
    assert!(!fourth(&[85, 101, 102]).permissions.has(LedgerClose));
    assert!(!fourth(&[102]).permissions.has(LedgerClose) && !fourth(&[85]).permissions.has(LedgerClose));
}

#[test]
fn whoever_recorded_payments_before_takes_bank_statements_in_too() {
    assert!(fourth(&[83]).permissions.has(PaymentsMatch));
    assert!(!fourth(&[82]).permissions.has(PaymentsMatch));
    assert!(!fourth(&[102, 83]).permissions.has(PartnersApprove), "what was taken away since stays away");
}

#[test]
fn whoever_issued_invoices_before_takes_those_of_others_in_too() {
    assert!(fourth(&[81]).permissions.has(BillingReceive));
    assert!(!fourth(&[80]).permissions.has(BillingReceive));
}

#[test]
fn whoever_issued_invoices_or_closed_months_before_reminds_too_and_what_was_taken_away_stays_away() {
    let fifth = |permissions: &[u8]| -> access::Role {
        let mut fifth_shape = vec![5_u8, 2, b'm', b's', 1, b'M', 1, b'F', 1, b'Z', 0];
        fifth_shape.push(u8::try_from(permissions.len()).expect("few"));
        fifth_shape.extend(permissions);
        fifth_shape.push(0);
        kontor::store::decode(&fifth_shape).expect("an older value is read")
    };
    // 80, 81, 83 and 89 as postcard writes them.
    assert!(fifth(&[81]).permissions.has(BillingRemind) && fifth(&[89]).permissions.has(BillingRemind));
    assert!(!fifth(&[80]).permissions.has(BillingRemind));
    assert!(!fifth(&[81, 83]).permissions.has(BillingReceive) && !fifth(&[81, 83]).permissions.has(PaymentsMatch));
    assert!(fourth(&[81]).permissions.has(BillingRemind));
}

#[test]
fn an_administrator_who_made_backups_before_may_still_delete_them_and_nobody_else() {
    let read = |key: &str, permissions: &[u8], count: u8| -> access::Role {
        let mut second_shape = vec![2_u8, u8::try_from(key.len()).expect("a short key")];
        second_shape.extend(key.as_bytes());
        second_shape.extend([1, b'M', 1, b'F', 1, b'Z', 0, count]);
        second_shape.extend(permissions);
        second_shape.push(0);
        kontor::store::decode(&second_shape).expect("an older value is read")
    };
    // 10, 136 and 137 as postcard writes them.
    let (desk, make) = ([10], [10, 136, 1]);
    assert!(read(ADMINISTRATOR, &make, 2).permissions.has(BackupDelete));
    assert!(!read("ms", &make, 2).permissions.has(BackupDelete));
    assert!(!read(ADMINISTRATOR, &desk, 1).permissions.has(BackupDelete), "somebody has taken backups away on purpose");
    let mut taken = read(ADMINISTRATOR, &make, 2);
    taken.permissions = taken.permissions.without(&[BackupDelete]);
    let again: access::Role = kontor::store::decode(&kontor::store::encode(&taken).expect("written")).expect("read");
    assert_eq!(again, taken, "what is taken away now stays away");
}

#[test]
fn whoever_paid_out_before_collects_too_and_whoever_agreed_to_commission_agrees_to_payments() {
    let fifth = |permissions: &[u8]| -> access::Role {
        let mut shape = vec![5_u8, 2, b'm', b's', 1, b'M', 1, b'F', 1, b'Z', 0];
        shape.push(u8::try_from(permissions.len()).expect("few"));
        shape.extend(permissions);
        shape.push(0);
        kontor::store::decode(&shape).expect("an older value is read")
    };
    assert!(fifth(&[84]).permissions.has(PaymentsCollect) && fifth(&[84]).permissions.has(PaymentsMandates));
    assert!(!fifth(&[84]).permissions.has(PaymentsApprove) && fifth(&[102]).permissions.has(PaymentsApprove));
    assert!(!fifth(&[83]).permissions.has(PaymentsMatch), "what was taken away since stays away");
    assert!(!fifth(&[81]).permissions.has(BillingReceive) && !fifth(&[85, 102]).permissions.has(LedgerClose));
}

#[test]
fn whoever_recorded_payments_or_closed_months_before_sets_credit_lines() {
    let sixth = |permissions: &[u8]| -> access::Role {
        let mut shape = vec![6_u8, 2, b'm', b's', 1, b'M', 1, b'F', 1, b'Z', 0];
        shape.push(u8::try_from(permissions.len()).expect("few"));
        shape.extend(permissions);
        shape.push(0);
        kontor::store::decode(&shape).expect("an older value is read")
    };
    assert!(sixth(&[83]).permissions.has(CustomersCreditLine) && sixth(&[89]).permissions.has(CustomersCreditLine));
    assert!(!sixth(&[84, 102]).permissions.has(CustomersCreditLine));
    assert!(!sixth(&[84, 102]).permissions.has(PaymentsApprove), "what was taken away since stays away");
    assert!(!CustomersCreditLine.is_own_affair());
}
