//! The frames around the pages of each portal.

use crate::kit::Firm;

#[test]
fn a_stranger_is_led_to_the_shop_and_sees_the_legal_links() {
    let firm = Firm::new();
    firm.visitor().get("/").has_status(200).sees("Gutes von der Alm").sees("Impressum").sees("Vertrag widerrufen");
    firm.visitor().in_language("zh").get("/").has_status(200).sees("来自高山的好物");
}
