//! Reading what a bonus is reckoned on.

use crate::business::commissions::plan::bonus::{Each, SalesSource, Source};
use crate::business::commissions::plan::formula::{Formula, Kind, Names, SaleValue, Scope};
use crate::business::commissions::plan::read::reading::Reading;
use crate::business::commissions::plan::read::sale_kinds;
use crate::business::commissions::plan::read::section::Section;
use crate::business::commissions::plan::read::volume::optional;
use crate::business::failure::Complaint;
use crate::values::Rate;

/// Sales, unless the bonus names a volume or the pay of other bonuses.
pub(super) fn source<'s>(reading: &mut Reading<'s>, section: &Section<'s>, names: &Names) -> Option<Source> {
    let share = match section.optional(reading, "base_share") {
        None => Some(Rate::WHOLE),
        Some(item) => reading.rate(item),
    };
    let named = ["sales", "volume", "pay"].iter().filter(|name| section.has(name)).count();
    if named > 1 {
        let complaint = Complaint::new("commissions.plan.one_source").with("section", section.name.clone());
        reading.note(section.line, complaint);
        return None;
    }
    if let Some(item) = section.optional(reading, "pay") {
        let bonuses = reading.list(item, |reading, item| reading.text(item))?;
        let mut places = Vec::new();
        for name in &bonuses {
            let place = reading.place_of(item.line, item.name, name, &names.bonuses)?;
            places.push(u16::try_from(place).ok()?);
        }
        return Some(Source::Pay { bonuses: places, share: share? });
    }
    if let Some(item) = section.optional(reading, "volume") {
        let what = reading.formula(item, names, Scope::Person, Kind::Number);
        let when = optional(reading, section, "when", names, Scope::Person);
        return Some(Source::Volume { what: what?, when: when?, share: share? });
    }
    let kinds = sale_kinds(reading, section);
    let condition = optional(reading, section, "where", names, Scope::Sale);
    let what = match section.optional(reading, "base") {
        None => Some(Formula::Sale(SaleValue::Base)),
        Some(item) => reading.formula(item, names, Scope::Sale, Kind::Number),
    };
    let each = match section.optional(reading, "each") {
        None => Some(Each::Line),
        Some(item) => reading.choice(item, &[("line", Each::Line), ("person", Each::Person)]),
    };
    Some(Source::Sales(SalesSource { kinds: kinds?, condition: condition?, what: what?, share: share?, each: each? }))
}
