//! What a role may allow. Numbers are stored: new ones are added, retired ones stay retired.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

macro_rules! permissions {
    ($($name:ident = $number:literal $key:literal;)*) => {
        /// One thing that a person may be allowed to do or to see.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Permission {
            $($name = $number,)*
        }

        impl Permission {
            pub const ALL: &'static [Permission] = &[$(Permission::$name),*];

            /// The number that is stored.
            pub const fn number(self) -> u16 {
                match self {
                    $(Permission::$name => $number,)*
                }
            }

            /// A stable word for files and search scopes, `room.verb`.
            pub const fn word(self) -> &'static str {
                match self {
                    $(Permission::$name => $key,)*
                }
            }
        }
    };
}

permissions! {
    ShopOrder = 1 "shop.order";
    ShopWithdraw = 2 "shop.withdraw";
    SignIn = 3 "access.sign_in";
    DeskUse = 10 "desk.use";
    SearchUse = 11 "search.use";
    OrdersView = 20 "orders.view";
    OrdersCorrect = 21 "orders.correct";
    OrdersCancel = 22 "orders.cancel";
    OrdersPlaceForOthers = 23 "orders.place_for_others";
    OrdersReturn = 24 "orders.return";
    CasesView = 30 "cases.view";
    CasesWork = 31 "cases.work";
    CustomersView = 40 "customers.view";
    CustomersEdit = 41 "customers.edit";
    CatalogView = 50 "catalog.view";
    CatalogEdit = 51 "catalog.edit";
    StockView = 60 "stock.view";
    StockMove = 61 "stock.move";
    ShippingPick = 70 "shipping.pick";
    ShippingPack = 71 "shipping.pack";
    BillingView = 80 "billing.view";
    BillingIssue = 81 "billing.issue";
    PaymentsView = 82 "payments.view";
    PaymentsRecord = 83 "payments.record";
    PaymentsPayOut = 84 "payments.pay_out";
    LedgerView = 85 "ledger.view";
    PartnersView = 90 "partners.view";
    PartnersEdit = 91 "partners.edit";
    CommissionsView = 100 "commissions.view";
    CommissionsRun = 101 "commissions.run";
    CommissionsApprove = 102 "commissions.approve";
    CommissionsPost = 103 "commissions.post";
    MessagesView = 110 "messages.view";
    MessagesSend = 111 "messages.send";
    PagesEdit = 120 "pages.edit";
    AccountsManage = 130 "accounts.manage";
    RolesManage = 131 "roles.manage";
    JournalView = 132 "journal.view";
    FirmEdit = 133 "firm.edit";
    DataImport = 134 "data.import";
    DataExport = 135 "data.export";
    BackupMake = 136 "backup.make";
    PartnerPortal = 150 "partner.portal";
    PartnerTeamView = 151 "partner.team_view";
    PartnerRegister = 152 "partner.register";
    PartnerOrderForCustomer = 153 "partner.order_for_customer";
    CustomerPortal = 160 "customer.portal";
    AccountOwn = 161 "account.own";
}

impl Permission {
    pub fn from_number(number: u16) -> Option<Permission> {
        Permission::ALL.iter().copied().find(|permission| permission.number() == number)
    }

    pub fn from_word(word: &str) -> Option<Permission> {
        Permission::ALL.iter().copied().find(|permission| permission.word() == word)
    }
}

/// A set of permissions, stored by number so that an unknown one of a newer program is kept.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Permissions(BTreeSet<u16>);

impl Permissions {
    pub fn of(permissions: &[Permission]) -> Permissions {
        Permissions(permissions.iter().map(|permission| permission.number()).collect())
    }

    pub fn all() -> Permissions {
        Permissions::of(Permission::ALL)
    }

    pub fn with(mut self, permissions: &[Permission]) -> Permissions {
        self.0.extend(permissions.iter().map(|permission| permission.number()));
        self
    }

    pub fn without(mut self, permissions: &[Permission]) -> Permissions {
        for permission in permissions {
            self.0.remove(&permission.number());
        }
        self
    }

    pub fn has(&self, permission: Permission) -> bool {
        self.0.contains(&permission.number())
    }

    pub fn iter(&self) -> impl Iterator<Item = Permission> + '_ {
        self.0.iter().filter_map(|number| Permission::from_number(*number))
    }
}
