//! Whoever is not signed in changes nothing, whatever path is tried; and whoever is, only what the role allows.

use kontor::portals;

use crate::kit::Firm;

/// Forms that are meant for everybody, each with the reason.
const PUBLIC: [(&str, &str); 16] = [
    ("/sign-in", "this is where strangers become known"),
    ("/password/forgot", "whoever forgot the password cannot sign in"),
    ("/password/{secret}", "the secret in the path says who it is"),
    ("/email/{account}/{secret}", "the secret in the path says whose address it is"),
    ("/register", "customers make their own accounts"),
    ("/theme", "how pages look is the browser's own matter"),
    ("/cart", "a cart is kept in the browser"),
    ("/cart/add", "a cart is kept in the browser"),
    ("/checkout", "guests may buy"),
    ("/checkout/prices", "guests may see what it costs"),
    ("/withdraw", "§ 356a BGB: the withdrawal function is for guests too"),
    ("/withdraw/confirm", "its second step"),
    ("/start/firm", "refused by the missing claim"),
    ("/start/demo", "refused by the missing claim"),
    ("/start/restore", "refused by the missing claim"),
    ("/invitation/{secret}", "the secret in the path says who it is"),
];

fn is_public(path: &str) -> bool {
    PUBLIC.iter().any(|(known, _)| *known == path)
}

/// A path with every gap filled by something that is not there.
fn filled(path: &str) -> String {
    let parts = path.split('/').map(|part| if part.starts_with('{') { "1" } else { part });
    parts.collect::<Vec<_>>().join("/")
}

#[test]
fn every_changing_route_refuses_a_stranger() {
    let firm = Firm::new();
    let mut complaints = Vec::new();
    let routes = portals::routes();
    for route in routes.table().iter().filter(|route| route.method == "POST" && !is_public(route.path)) {
        let before = firm.journal_end();
        let shown = firm.visitor().post(&filled(route.path), &[]);
        let to_sign_in = shown.location.as_deref().is_some_and(|to| to.starts_with("/sign-in"));
        if !(matches!(shown.status.as_u16(), 401 | 403) || to_sign_in) {
            complaints.push(format!("{}: {} {:?}", route.path, shown.status, shown.location));
        }
        assert_eq!(firm.journal_end(), before, "{} changed something for a stranger", route.path);
    }
    assert!(complaints.is_empty(), "not refused:\n  {}", complaints.join("\n  "));
}

#[test]
fn what_is_public_is_there_and_faults_at_nothing() {
    let firm = Firm::new();
    let routes = portals::routes();
    for route in routes.table().iter().filter(|route| is_public(route.path)) {
        let status = if route.method == "POST" {
            firm.visitor().post(&filled(route.path), &[]).status
        } else {
            firm.visitor().get(&filled(route.path)).status
        };
        assert!(!status.is_server_error(), "{} {} answers {status}", route.method, route.path);
    }
}

#[test]
fn no_page_of_the_office_or_the_partners_opens_for_others() {
    let firm = Firm::new();
    let routes = portals::routes();
    for route in routes.table().iter().filter(|route| route.method == "GET") {
        let path = filled(route.path);
        for (beginning, roles) in [("/office", ["customer", "partner"]), ("/partner", ["customer", "warehouse"])] {
            if path == beginning || path.starts_with(&format!("{beginning}/")) {
                let shown = firm.visitor().get(&path);
                assert!(shown.location.is_some_and(|to| to.starts_with("/sign-in")), "{path} opens for a stranger");
                for role in roles {
                    assert_eq!(firm.signed_in(role).get(&path).status.as_u16(), 403, "{path} opens for {role}");
                }
            }
        }
    }
}

#[test]
fn no_page_faults_for_the_administrator_of_an_empty_firm() {
    let firm = Firm::new();
    let mut browser = firm.signed_in("administrator");
    let routes = portals::routes();
    for route in routes.table().iter().filter(|route| route.method == "GET") {
        let shown = browser.get(&filled(route.path));
        assert!(!shown.status.is_server_error(), "{} answers {}", route.path, shown.status);
    }
}
