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
