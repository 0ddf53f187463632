//! The code that a banking app reads to fill in a transfer: EPC069-12, version 002, known as GiroCode.

use qrcode::{Color, EcLevel, QrCode};

use crate::values::{Bic, Currency, Iban, Money};

pub(super) struct Giro<'g> {
    pub receiver: &'g str,
    pub iban: &'g Iban,
    pub bic: Option<&'g Bic>,
    pub amount: Money,
    pub reference: &'g str,
}

/// EPC069-12: amounts from 0.01 to 999999999.99 euros.
const CENTS_MAX: i64 = 99_999_999_999;

impl Giro<'_> {
    /// The text of the code; `None` for what cannot be paid by it.
    pub fn payload(&self) -> Option<String> {
        let payable = self.amount.currency() == Currency::EUR && (1..=CENTS_MAX).contains(&self.amount.minor());
        if !payable {
            return None;
        }
        let bic = self.bic.map_or("", Bic::as_str);
        let name: String = self.receiver.chars().take(70).collect();
        let reference: String = self.reference.chars().take(140).collect();
        let amount = format!("EUR{}", self.amount.decimal());
        // Service tag, version, UTF-8, SEPA credit transfer; no purpose, no structured reference.
        Some(["BCD", "002", "1", "SCT", bic, &name, self.iban.as_str(), &amount, "", "", &reference].join("\n"))
    }

    /// Rows of squares; `true` is dark.
    pub fn squares(&self) -> Option<Vec<Vec<bool>>> {
        let code = QrCode::with_error_correction_level(self.payload()?, EcLevel::M).ok()?;
        let dark: Vec<bool> = code.to_colors().into_iter().map(|colour| colour == Color::Dark).collect();
        Some(dark.chunks(code.width()).map(<[bool]>::to_vec).collect())
    }
}
