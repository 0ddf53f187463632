//! Roles: permissions as data, with a sensible set to begin with.

use serde::{Deserialize, Serialize};

use crate::business::permission::Permission::{self, *};
use crate::business::permission::Permissions;
use crate::store::Stored;
use crate::values::LocalText;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Role {
    /// A stable word for imports and tests: `warehouse`.
    pub key: String,
    pub name: LocalText,
    pub portal: Portal,
    pub permissions: Permissions,
}

/// Which pages a role opens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Portal {
    Office,
    Partner,
    Customer,
}

impl Stored for Role {
    const VERSION: u8 = 1;
}

/// The key of the role that can always give access, whatever else is taken from it.
pub const ADMINISTRATOR: &str = "administrator";

impl Role {
    /// The role with other permissions. Everybody keeps the own account, and an administrator keeps the right
    /// to give access, so that nobody can lock the firm out of itself.
    pub fn with_permissions(&self, wanted: &[Permission]) -> Role {
        let always: &[Permission] =
            if self.key == ADMINISTRATOR { &[AccountOwn, AccountsManage, RolesManage, DeskUse] } else { &[AccountOwn] };
        // Those that only a newer program knows stay as they are.
        let unknown = self.permissions.clone().without(Permission::ALL);
        Role { permissions: unknown.with(wanted).with(always), ..self.clone() }
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
    };
    vec![
        Role {
            key: ADMINISTRATOR.to_owned(),
            name: LocalText::new("Administration", "Administrator", "管理员"),
            portal: Portal::Office,
            permissions: Permissions::all(),
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
                PaymentsView,
                PaymentsRecord,
                PaymentsPayOut,
                LedgerView,
                PartnersView,
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
                PaymentsView,
                LedgerView,
                PartnersView,
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
        },
        Role {
            key: "customer".to_owned(),
            name: LocalText::new("Kundenkonto", "Customer", "顾客"),
            portal: Portal::Customer,
            permissions: Permissions::of(&[CustomerPortal, ShopOrder, ShopWithdraw, AccountOwn]),
        },
    ]
}
