//! The end of a letter: foot, page numbers and fold marks on every page.

use crate::business::firm::Issuer;
use crate::exchange::print::length::Length;
use crate::exchange::print::letter::{HAIRLINE, Letter, TINY};
use crate::exchange::print::paper::{Lie, Paper, What};
use crate::text;
use crate::texts;
use crate::values::Language;

impl Letter<'_, '_> {
    /// Foot and page number on every page.
    pub fn finish(mut self) -> Paper {
        let columns = foot(self.firm, self.language);
        let count = self.paper.pages.len();
        for page in 0..count {
            let what = What::Rule { length: self.area.width(), thickness: HAIRLINE };
            self.paper.put(page, self.area.left, self.area.foot_top, what, None);
            let mut x = self.area.left;
            for column in &columns {
                let mut y = self.area.foot_top + Length::mm(5);
                for words in column {
                    for line in self.fonts.lines(words, TINY, Length::mm(52)) {
                        self.paper.put(page, x, y, What::Words(line), None);
                        y += TINY.leading();
                    }
                }
                x += Length::mm(56);
            }
            let number = text!(self.language, "print.page", page = page + 1, count = count);
            let line = self.fonts.line(&number, TINY);
            let number_x = self.area.right - line.width;
            self.paper.put(page, number_x, self.area.foot_top - Length::mm(3), What::Words(line), None);
            if self.paper.lie == Lie::Upright {
                self.fold_marks(page);
            }
        }
        self.paper
    }

    /// Where the sheet is folded and punched (DIN 5008: 105, 148.5 and 210 mm).
    fn fold_marks(&mut self, page: usize) {
        for (y, length) in [(1_050, 5), (1_485, 7), (2_100, 5)] {
            let what = What::Rule { length: Length::mm(length), thickness: Length::tenths_pt(3) };
            self.paper.put(page, Length::mm(4), Length::tenths_mm(y), what, None);
        }
    }
}

/// Who we are, how to reach us, and where money goes (§ 14 UGB, § 35a GmbHG, § 11 UStG).
fn foot(firm: &Issuer, language: Language) -> [Vec<String>; 3] {
    let street = format!("{} {}", firm.address.street, firm.address.house_number);
    let town = format!("{} {}", firm.address.postcode, firm.address.town);
    let country = texts::country_name(language, firm.address.country);
    let labelled = |label: String, value: Option<String>| value.map(|value| format!("{label} {value}"));
    let vat_id = labelled(text!(language, "print.foot.vat_id"), firm.vat_id.as_ref().map(ToString::to_string));
    let iban = labelled(text!(language, "print.foot.iban"), firm.iban.as_ref().map(|iban| iban.grouped()));
    let bic = labelled(text!(language, "print.foot.bic"), firm.bic.as_ref().map(ToString::to_string));
    let told = |lines: Vec<Option<String>>| lines.into_iter().flatten().filter(|line| !line.is_empty()).collect();
    [
        told(vec![Some(firm.legal_name.clone()), Some(street.trim().to_owned()), Some(format!("{town}, {country}"))]),
        told(vec![Some(firm.email.to_string()), Some(firm.phone.clone()), iban, bic]),
        told(vec![Some(firm.register.clone()), vat_id]),
    ]
}
