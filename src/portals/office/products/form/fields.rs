//! The fields as they stand below one another: head, texts in each language, tax and commission, data sheet.

use maud::{Markup, html};

use crate::business::catalog::{ContentUnit, TaxClass};
use crate::portals::office::products::form::Filling;
use crate::portals::office::products::form::names::{TEXTS, in_language};
use crate::text;
use crate::values::Language;
use crate::web::parts::{
    Breadth, Choice, Field, checkbox_field, field_row, fieldset, fold, number_field, open_fold, radio_group,
    select_field, text_field, textarea_field,
};

pub fn head_fields(filling: &Filling) -> Markup {
    let language = filling.language;
    let gtin = Field {
        optional: true,
        hint: Some(text!(language, "office_products.field.gtin_hint")),
        input_mode: "numeric",
        ..filling.once("gtin")
    };
    let active = Field {
        optional: true,
        hint: Some(text!(language, "office_products.field.active_hint")),
        ..filling.once("active")
    };
    html! {
        (text_field(language, &Field { breadth: Breadth::Medium, ..filling.once("sku") }))
        (text_field(language, &Field { breadth: Breadth::Medium, ..gtin }))
        (select_field(language, &filling.once("category"), &filling.categories))
        (checkbox_field(language, &active))
    }
}

/// One language after the other; those beside German open when something is wrong in them.
pub fn text_fields(filling: &Filling) -> Markup {
    let language = filling.language;
    let german = fieldset(Language::De.own_name(), language_fields(filling, Language::De));
    let other = |of: Language| {
        let wrong = TEXTS.iter().any(|(name, _, _)| filling.complaints.about(&in_language(name, of)).is_some());
        let body = language_fields(filling, of);
        if wrong { open_fold(of.own_name(), body) } else { fold(of.own_name(), body) }
    };
    html! {
        (german)
        (fieldset(&text!(language, "office_products.form.other_languages"), html! {
            (other(Language::En))
            (other(Language::Zh))
        }))
    }
}

fn language_fields(filling: &Filling, of: Language) -> Markup {
    let language = filling.language;
    html! {
        @for (name, most, rows) in TEXTS {
            @let full = in_language(name, of);
            @let field = Field {
                name: &full,
                label: text!(language, &format!("office_products.text.{name}")),
                value: filling.typed.text(&full),
                error: filling.complaints.about(&full),
                optional: name != "name" || of != Language::De,
                max_length: Some(most),
                ..Field::default()
            };
            @if rows == 1 { (text_field(language, &field)) } @else { (textarea_field(language, &field, rows)) }
        }
    }
}

/// What tax and commission are reckoned from.
pub fn reckoning_fields(filling: &Filling) -> Markup {
    let language = filling.language;
    let classes = TaxClass::ALL.map(|class| Choice::new(class.word(), text!(language, &class.text_key())));
    let points = Field {
        optional: true,
        breadth: Breadth::Short,
        hint: Some(text!(language, "office_products.field.points_hint")),
        ..filling.once("points")
    };
    let base = Field {
        optional: true,
        breadth: Breadth::Short,
        unit: Some(filling.currency.code().to_owned()),
        hint: Some(text!(language, "office_products.field.same_price")),
        ..filling.once("commission_base")
    };
    fieldset(
        &text!(language, "office_products.form.reckoning"),
        html! {
            (radio_group(language, &filling.once("tax_class"), &classes))
            (field_row(&[number_field(language, &points), number_field(language, &base)]))
        },
    )
}

/// What the data sheet says in figures.
pub fn sheet_fields(filling: &Filling) -> Markup {
    let language = filling.language;
    let units = ContentUnit::ALL.map(|unit| Choice::new(unit.word(), text!(language, &unit.text_key())));
    let number = |name: &'static str, unit: Option<&'static str>| {
        let unit = unit.map(|key| text!(language, key));
        let field =
            Field { optional: true, unit, breadth: Breadth::Short, input_mode: "numeric", ..filling.once(name) };
        number_field(language, &field)
    };
    let unit = Field { optional: true, breadth: Breadth::Short, ..filling.once("content_unit") };
    fieldset(
        &text!(language, "office_products.sheet.data"),
        html! {
            (field_row(&[number("content_amount", None), select_field(language, &unit, &units)]))
            (field_row(&[
                number("weight_grams", Some("office_products.unit.grams")),
                number("shelf_life_days", Some("office_products.unit.days")),
            ]))
        },
    )
}
