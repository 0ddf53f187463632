//! Roles: permissions as data, with a sensible set to begin with.

use serde::{Deserialize, Serialize};

use crate::business::permission::Permission::{self, *};
use crate::business::permission::Permissions;
use crate::store::{Stored, read_body};
use crate::values::LocalText;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Role {
    /// A stable word for imports and tests: `warehouse`.
    pub key: String,
    pub name: LocalText,
    pub portal: Portal,
    pub permissions: Permissions,
    /// Nobody is given it any more; the record stays for the journal.
    pub retired: bool,
}

/// The shape before roles could be retired.
#[derive(Deserialize)]
struct FirstShape {
    key: String,
    name: LocalText,
    portal: Portal,
    permissions: Permissions,
}

/// Which pages a role opens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Portal {
    Office,
    Partner,
    Customer,
}

impl Stored for Role {
    const VERSION: u8 = 7;

    /// Versions 2 to 6 have today's shape. Up to 2 backups were deleted by whoever could make them; up to 3 nobody
    /// agreed to changes of the tree, and whoever agrees to commission does so from then on. Up to 4 nobody took
    /// invoices in, which whoever issues them does from then on; nor bank statements, which whoever records payments
    /// does; and no month was closed, which whoever reads the books and agrees to commission without reckoning it does.
    /// Up to 5 nobody agreed to what leaves for the bank, which whoever agrees to commission does from then on; and
    /// nobody reminded of what is late, which whoever issues invoices or closes months does; and nothing
    /// was collected, which whoever pays out does. Up to 6 there were no credit lines, which whoever records payments or
    /// closes months sets from then on.
    fn upgrade(version: u8, bytes: &[u8]) -> Option<Role> {
        let before: Role = match version {
            1 => {
                let FirstShape { key, name, portal, permissions } = read_body(bytes)?;
                Role { key, name, portal, permissions, retired: false }
            }
            2..=6 => read_body(bytes)?,
            _ => return None,
        };
        let before = Role { permissions: before.permissions.clone().with(since_seven(&before)), ..before };
        if version == 6 {
            return Some(before);
        }
        // Mandates and collections.
        let collects = before.is_administration() || before.permissions.has(PaymentsPayOut);
        let deletes = version <= 2 && before.is_administration() && before.permissions.has(BackupMake);
        let approves = version <= 3 && (before.is_administration() || before.permissions.has(CommissionsApprove));
        let is_old = version <= 4;
        let receives = is_old && (before.is_administration() || before.permissions.has(BillingIssue));
        let matches = is_old && (before.is_administration() || before.permissions.has(PaymentsRecord));
        let leads = before.permissions.has(CommissionsApprove) && !before.permissions.has(CommissionsRun);
        let closes = is_old && (before.is_administration() || (leads && before.permissions.has(LedgerView)));
        let keeps_books = before.permissions.has(LedgerClose) || (leads && before.permissions.has(LedgerView));
        let reminds = before.is_administration() || before.permissions.has(BillingIssue) || keeps_books;
        let releases = before.is_administration() || before.permissions.has(CommissionsApprove);
        let mut permissions = before.permissions.clone();
        permissions = permissions.with(if deletes { &[BackupDelete] } else { &[] });
        permissions = permissions.with(if approves { &[PartnersApprove] } else { &[] });
        permissions = permissions.with(if receives { &[BillingReceive] } else { &[] });
        permissions = permissions.with(if closes { &[LedgerClose] } else { &[] });
        permissions = permissions.with(if matches { &[PaymentsMatch] } else { &[] });
        permissions = permissions.with(if releases { &[PaymentsApprove] } else { &[] });
        permissions = permissions.with(if reminds { &[BillingRemind] } else { &[] });
        permissions = permissions.with(if collects { &[PaymentsMandates, PaymentsCollect] } else { &[] });
        Some(Role { permissions, ..before })
    }
}

/// What came with version 7.
fn since_seven(before: &Role) -> &'static [Permission] {
    let of_before = |permission| before.permissions.has(permission);
    // Credit lines.
    let lends = before.is_administration() || of_before(PaymentsRecord) || of_before(LedgerClose);
    if lends { &[CustomersCreditLine] } else { &[] }
}

/// The key of the role that can always give access, whatever else is taken from it.
pub const ADMINISTRATOR: &str = "administrator";

/// Roles that Kontor itself counts on: tasks are given to them, and customers and partners get theirs by themselves.
const NEEDED: [&str; 6] = [ADMINISTRATOR, "office", "warehouse", "finance", "partner", "customer"];

/// What changes when a role allows other things than before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoleChange {
    pub given: Vec<Permission>,
    pub taken: Vec<Permission>,
}

impl Role {
    /// What nobody can take from this role. Everybody keeps the own account, and an administrator keeps the right
    /// to give access, so that nobody can lock the firm out of itself.
    pub fn always(&self) -> &'static [Permission] {
        if self.is_administration() { &[AccountOwn, AccountsManage, RolesManage, DeskUse] } else { &[AccountOwn] }
    }

    /// The role with other permissions, and with those that it always has.
    pub fn with_permissions(&self, wanted: &[Permission]) -> Role {
        // Those that only a newer program knows stay as they are.
        let unknown = self.permissions.clone().without(Permission::ALL);
        Role { permissions: unknown.with(wanted).with(self.always()), ..self.clone() }
    }

    /// What would change if the role allowed these; `None` when nothing would.
    pub fn change_to(&self, wanted: &[Permission]) -> Option<RoleChange> {
        let after = self.with_permissions(wanted);
        let only_in = |some: &Permissions, other: &Permissions| -> Vec<Permission> {
            some.iter().filter(|permission| !other.has(*permission)).collect()
        };
        let given = only_in(&after.permissions, &self.permissions);
        let taken = only_in(&self.permissions, &after.permissions);
        (!given.is_empty() || !taken.is_empty()).then_some(RoleChange { given, taken })
    }

    pub fn is_administration(&self) -> bool {
        self.key == ADMINISTRATOR
    }

    /// Can somebody still be given this role?
    pub fn is_given(&self) -> bool {
        !self.retired
    }

    pub fn is_needed(&self) -> bool {
        NEEDED.contains(&self.key.as_str())
    }
}

/// The roles that every new firm begins with.
pub fn standard_roles() -> Vec<Role> {
    let office = |key: &str, name: LocalText, permissions: &[Permission]| Role {
        key: key.to_owned(),
        name,
        portal: Portal::Office,
        permissions: Permissions::of(
            &[&[DeskUse, SearchUse, CasesView, AccountOwn, ShopOrder, ShopWithdraw], permissions].concat(),
        ),
        retired: false,
    };
    vec![
        Role {
            key: ADMINISTRATOR.to_owned(),
            name: LocalText::new("Administration", "Administrator", "管理员"),
            portal: Portal::Office,
            permissions: Permissions::all(),
            retired: false,
        },
        office(
            "office",
            LocalText::new("Büro", "Office", "办公室"),
            &[
                CasesWork,
                OrdersView,
                OrdersCorrect,
                OrdersCancel,
                OrdersPlaceForOthers,
                OrdersReturn,
                CustomersView,
                CustomersEdit,
                CatalogView,
                CatalogEdit,
                StockView,
                BillingView,
                PaymentsView,
                PartnersView,
                PartnersEdit,
                MessagesView,
                MessagesSend,
                PagesEdit,
                DataImport,
                DataExport,
            ],
        ),
        office(
            "warehouse",
            LocalText::new("Lager", "Warehouse", "仓库"),
            &[CasesWork, OrdersView, CatalogView, StockView, StockMove, ShippingPick, ShippingPack, DataExport],
        ),
        office(
            "finance",
            LocalText::new("Finanz", "Finance", "财务"),
            &[
                CasesWork,
                OrdersView,
                CustomersView,
                CatalogView,
                BillingView,
                BillingIssue,
                BillingReceive,
                BillingRemind,
                PaymentsView,
                PaymentsRecord,
                PaymentsPayOut,
                PaymentsApprove,
                PaymentsMatch,
                PaymentsMandates,
                PaymentsCollect,
                CustomersCreditLine,
                LedgerView,
                PartnersView,
                PartnersApprove,
                CommissionsView,
                CommissionsRun,
                CommissionsApprove,
                CommissionsPost,
                MessagesView,
                DataExport,
            ],
        ),
        office(
            "management",
            LocalText::new("Geschäftsführung", "Management", "管理层"),
            &[
                CasesWork,
                OrdersView,
                CustomersView,
                CatalogView,
                StockView,
                BillingView,
                BillingRemind,
                PaymentsView,
                PaymentsApprove,
                CustomersCreditLine,
                LedgerView,
                LedgerClose,
                PartnersView,
                PartnersApprove,
                CommissionsView,
                CommissionsApprove,
                MessagesView,
                JournalView,
                DataExport,
            ],
        ),
        Role {
            key: "partner".to_owned(),
            name: LocalText::new("Vertriebspartner", "Partner", "合作伙伴"),
            portal: Portal::Partner,
            permissions: Permissions::of(&[
                PartnerPortal,
                PartnerTeamView,
                PartnerRegister,
                PartnerOrderForCustomer,
                ShopOrder,
                ShopWithdraw,
                AccountOwn,
            ]),
            retired: false,
        },
        Role {
            key: "customer".to_owned(),
            name: LocalText::new("Kundenkonto", "Customer", "顾客"),
            portal: Portal::Customer,
            permissions: Permissions::of(&[CustomerPortal, ShopOrder, ShopWithdraw, AccountOwn]),
            retired: false,
        },
    ]
}
