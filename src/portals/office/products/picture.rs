//! The picture of a product: looked at, and replaced.

use axum::extract::Path;
use maud::html;

use crate::business::catalog::{self, PICTURE_BYTES_MAX, Picture as Kept, PictureType};
use crate::business::failure::{Complaint, Failure};
use crate::business::permission::Permission;
use crate::portals::office::frame;
use crate::portals::office::products::product_id;
use crate::portals::office::subjects::product_path;
use crate::portals::showcase::picture_path;
use crate::text;
use crate::values::ProductId;
use crate::web::parts::{
    Field, Form, Link, Loudness, Picture, file_field, form, link_button, picture, section, submit_button,
};
use crate::web::{Answer, Complaints, Page, Routes, Typed, Visit, redirect_with_message};

pub fn routes() -> Routes {
    Routes::new()
        .page("/office/products/{id}/picture", show)
        .form("/office/products/{id}/picture", change)
        .behind(Permission::CatalogEdit)
}

const ACCEPTED: &str = "image/png,image/jpeg,image/webp,image/svg+xml";

pub fn change_path(id: ProductId) -> String {
    format!("{}/picture", product_path(id))
}

async fn show(visit: Visit, Path(id): Path<String>) -> Answer {
    let page = picture_page(&visit, product_id(&id)?, &Complaints::default())?;
    frame::show(&visit, &page)
}

async fn change(visit: Visit, Path(id): Path<String>, typed: Typed) -> Answer {
    let id = product_id(&id)?;
    let outcome = match read(&typed) {
        Ok(kept) => visit.write(move |tx| catalog::change_product_picture(tx, id, &kept)).await,
        Err(complaint) => Err(complaint.into()),
    };
    match outcome {
        Ok(()) => Ok(redirect_with_message(&product_path(id), "office_products.told.pictured")),
        Err(failure) => {
            let complaints = Complaints::of(visit.language, failure)?;
            let page = picture_page(&visit, id, &complaints)?;
            frame::refuse(&visit, &page)
        }
    }
}

fn read(typed: &Typed) -> Result<Kept, Complaint> {
    let upload =
        typed.file("picture").ok_or_else(|| Complaint::new("office_products.refusal.no_file").at("picture"))?;
    let kind = PictureType::of(&upload.bytes);
    let kind = kind.ok_or_else(|| Complaint::new("office_products.refusal.no_picture").at("picture"))?;
    Ok(Kept { kind, bytes: upload.bytes.clone() })
}

fn picture_page(visit: &Visit, id: ProductId, complaints: &Complaints) -> Result<Page, Failure> {
    let language = visit.language;
    let product = visit.read(|view| catalog::product(view, id).ok_or_else(Failure::not_found))?;
    let name = product.name.get(language);
    let action = change_path(id);
    let back = Link::new(text!(language, "office_products.form.back"), product_path(id));
    let field = Field {
        name: "picture",
        label: text!(language, "office_products.picture.file"),
        hint: Some(text!(language, "office_products.picture.hint", megabytes = PICTURE_BYTES_MAX / (1024 * 1024))),
        error: complaints.about("picture"),
        ..Field::default()
    };
    Ok(Page {
        title: text!(language, "office_products.picture.title"),
        lead: Some(name.to_owned()),
        body: html! {
            (form(language, &Form {
                action: &action,
                csrf: visit.csrf(),
                sends_files: true,
                complaints: complaints.summary(),
                body: file_field(language, &field, ACCEPTED),
                buttons: vec![
                    submit_button(&text!(language, "office_products.picture.save"), Loudness::Primary),
                    link_button(&Link::new(text!(language, "office.form.cancel"), back.href.clone()), Loudness::Quiet),
                ],
                ..Form::default()
            }))
        },
        aside: Some(section(
            &text!(language, "office_products.picture.now"),
            picture(&Picture { src: picture_path(&product.picture), alt: name.to_owned() }),
        )),
        back: Some(back),
        ..Page::default()
    })
}
