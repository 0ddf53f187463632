//! Why an e-invoice cannot be written, in sentences.

use en16931::validation::profile::Rejected;

use crate::business::failure::Complaint;

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EinvoiceTrouble {
    /// EN 16931 knows amounts of two decimals.
    Currency { code: String },
    /// Rules of the standard or of a country that are broken, each with the rule's own words.
    Rules(Vec<(String, String)>),
    /// ebInterface wants it and the document has it not; the last part of a text key.
    Missing(&'static str),
    /// The library says no to something that we took for good.
    Library(String),
}

impl EinvoiceTrouble {
    pub(super) fn of(rejected: &Rejected) -> EinvoiceTrouble {
        EinvoiceTrouble::Rules(
            rejected.report().fatal().map(|finding| (finding.rule.clone(), finding.message.clone())).collect(),
        )
    }

    /// One sentence for each thing that is to be done. Rules that come down to the same sentence say it once.
    pub fn complaints(&self) -> Vec<Complaint> {
        match self {
            EinvoiceTrouble::Currency { code } => {
                vec![Complaint::new("einvoice.trouble.currency").with("currency", code.clone())]
            }
            EinvoiceTrouble::Missing(what) => vec![Complaint::new(what)],
            EinvoiceTrouble::Library(words) => {
                vec![Complaint::new("einvoice.trouble.library").with("words", words.clone())]
            }
            EinvoiceTrouble::Rules(rules) => {
                let mut complaints: Vec<Complaint> = Vec::new();
                for (rule, words) in rules {
                    let complaint = match sentence(rule) {
                        Some(key) => Complaint::new(key),
                        None => Complaint::new("einvoice.trouble.rule")
                            .with("rule", rule.clone())
                            .with("words", words.clone()),
                    };
                    if !complaints.contains(&complaint) {
                        complaints.push(complaint);
                    }
                }
                complaints
            }
        }
    }
}

/// What is to be done about the rules that a document of ours can break.
fn sentence(rule: &str) -> Option<&'static str> {
    Some(match rule {
        "BR-DE-6" | "BR-DE-27" => "einvoice.trouble.phone",
        "BR-S-02" | "BR-Z-02" | "BR-CO-26" | "BR-DE-16" => "einvoice.trouble.tax_number",
        "BR-DE-1" | "BR-DE-23-A" | "BR-49" | "BR-50" | "BR-61" => "einvoice.trouble.bank_account",
        "BR-08" | "BR-09" | "BR-DE-3" | "BR-DE-4" => "einvoice.trouble.seller_address",
        "BR-10" | "BR-11" | "BR-DE-8" | "BR-DE-9" => "einvoice.trouble.buyer_address",
        "BR-57" | "BR-DE-10" | "BR-DE-11" => "einvoice.trouble.delivery_address",
        _ => return None,
    })
}
