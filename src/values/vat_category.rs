//! How a supply stands to value added tax, in the words of EN 16931 (BT-118, BT-151; UNTDID 5305).

use serde::{Deserialize, Serialize};

/// Stored by its place in this list: new ones at the end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum VatCategory {
    /// At a rate above zero.
    Standard,
    /// At a rate of zero.
    Zero,
    Exempt,
    /// The buyer owes the tax.
    ReverseCharge,
    /// Goods to a firm in another member state.
    IntraEu,
    Export,
    /// Not a matter of our VAT.
    OutOfScope,
}

impl VatCategory {
    pub const ALL: [VatCategory; 7] = [
        VatCategory::Standard,
        VatCategory::Zero,
        VatCategory::Exempt,
        VatCategory::ReverseCharge,
        VatCategory::IntraEu,
        VatCategory::Export,
        VatCategory::OutOfScope,
    ];

    pub const fn code(self) -> &'static str {
        match self {
            VatCategory::Standard => "S",
            VatCategory::Zero => "Z",
            VatCategory::Exempt => "E",
            VatCategory::ReverseCharge => "AE",
            VatCategory::IntraEu => "K",
            VatCategory::Export => "G",
            VatCategory::OutOfScope => "O",
        }
    }

    /// The number in keys; 0 means that nothing was told.
    pub const fn number(self) -> u8 {
        match self {
            VatCategory::Standard => 1,
            VatCategory::Zero => 2,
            VatCategory::Exempt => 3,
            VatCategory::ReverseCharge => 4,
            VatCategory::IntraEu => 5,
            VatCategory::Export => 6,
            VatCategory::OutOfScope => 7,
        }
    }

    pub fn of_number(number: u8) -> Option<VatCategory> {
        VatCategory::ALL.into_iter().find(|category| category.number() == number)
    }

    pub fn of_code(code: &str) -> Option<VatCategory> {
        VatCategory::ALL.into_iter().find(|category| category.code() == code)
    }
}
