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
    BillingRemind = 86 "billing.remind";
    PaymentsApprove = 87 "payments.approve";
    PaymentsMatch = 88 "payments.match";
    LedgerClose = 89 "ledger.close";
    PartnersView = 90 "partners.view";
    PartnersEdit = 91 "partners.edit";
    PartnersApprove = 92 "partners.approve";
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
    BackupDelete = 137 "backup.delete";
    PartnerPortal = 150 "partner.portal";
    PartnerTeamView = 151 "partner.team_view";
    PartnerRegister = 152 "partner.register";
    PartnerOrderForCustomer = 153 "partner.order_for_customer";
    CustomerPortal = 160 "customer.portal";
    AccountOwn = 161 "account.own";
    BillingReceive = 172 "billing.receive";
    PaymentsCollect = 170 "payments.collect";
    PaymentsMandates = 171 "payments.mandates";
    CustomersCreditLine = 173 "customers.credit_line";
}

impl Permission {
    pub fn from_number(number: u16) -> Option<Permission> {
        Permission::ALL.iter().copied().find(|permission| permission.number() == number)
    }

    pub fn from_word(word: &str) -> Option<Permission> {
        Permission::ALL.iter().copied().find(|permission| permission.word() == word)
    }
}

/// Permissions that belong together when people read them, in the order in which they do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PermissionGroup {
    Shop,
    Desk,
    Orders,
    Customers,
    Catalog,
    Goods,
    Money,
    Partners,
    Commissions,
    Letters,
    Firm,
    Portals,
}

impl PermissionGroup {
    pub const ALL: [PermissionGroup; 12] = [
        PermissionGroup::Desk,
        PermissionGroup::Orders,
        PermissionGroup::Customers,
        PermissionGroup::Catalog,
        PermissionGroup::Goods,
        PermissionGroup::Money,
        PermissionGroup::Partners,
        PermissionGroup::Commissions,
        PermissionGroup::Letters,
        PermissionGroup::Firm,
        PermissionGroup::Shop,
        PermissionGroup::Portals,
    ];

    /// A stable word for text keys.
    pub const fn word(self) -> &'static str {
        match self {
            PermissionGroup::Shop => "shop",
            PermissionGroup::Desk => "desk",
            PermissionGroup::Orders => "orders",
            PermissionGroup::Customers => "customers",
            PermissionGroup::Catalog => "catalog",
            PermissionGroup::Goods => "goods",
            PermissionGroup::Money => "money",
            PermissionGroup::Partners => "partners",
            PermissionGroup::Commissions => "commissions",
            PermissionGroup::Letters => "letters",
            PermissionGroup::Firm => "firm",
            PermissionGroup::Portals => "portals",
        }
    }

    /// Its permissions in the order of their numbers.
    pub fn permissions(self) -> impl Iterator<Item = Permission> {
        Permission::ALL.iter().copied().filter(move |permission| permission.group() == self)
    }
}

impl Permission {
    /// Does it open no more than the own pages and the own orders, as customers and partners have them? Then it
    /// gives no power over the firm.
    pub const fn is_own_affair(self) -> bool {
        matches!(self.group(), PermissionGroup::Shop | PermissionGroup::Portals)
    }

    /// Numbers are given by tens, so that what belongs together stands together.
    pub const fn group(self) -> PermissionGroup {
        match self.number() {
            0..=9 => PermissionGroup::Shop,
            10..=19 | 30..=39 => PermissionGroup::Desk,
            20..=29 => PermissionGroup::Orders,
            40..=49 => PermissionGroup::Customers,
            50..=59 => PermissionGroup::Catalog,
            60..=79 => PermissionGroup::Goods,
            80..=89 | 170..=179 => PermissionGroup::Money,
            90..=99 => PermissionGroup::Partners,
            100..=109 => PermissionGroup::Commissions,
            110..=129 => PermissionGroup::Letters,
            130..=149 => PermissionGroup::Firm,
            _ => PermissionGroup::Portals,
        }
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
