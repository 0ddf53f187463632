//! What a person typed: names and texts, and uploaded files. Nothing is understood yet.

use std::collections::BTreeMap;

use axum::body::to_bytes;
use axum::extract::{FromRequest, Multipart, Request};
use axum::http::header;

use crate::web::answer::Trouble;
use crate::web::visit::Visit;

/// A form without files is never larger.
const FORM_BYTES_MAX: usize = 256 * 1024;
/// More fields than any of our forms has.
const FIELDS_MAX: usize = 2_000;

#[derive(Clone, Debug, Default)]
pub struct Typed {
    fields: BTreeMap<String, Vec<String>>,
    files: Vec<Upload>,
}

#[derive(Clone, Debug)]
pub struct Upload {
    pub field: String,
    pub file_name: String,
    pub bytes: Vec<u8>,
}

impl Typed {
    pub fn from_pairs(pairs: Vec<(String, String)>) -> Typed {
        let mut fields: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for (name, value) in pairs {
            fields.entry(name).or_default().push(value);
        }
        Typed { fields, files: Vec::new() }
    }

    /// The same with another text in a field: for what a form does not ask because it follows from other fields.
    pub fn with(mut self, name: &str, value: &str) -> Typed {
        self.fields.insert(name.to_owned(), vec![value.to_owned()]);
        self
    }

    /// The text of a field as it was typed; empty when it was not sent.
    pub fn text(&self, name: &str) -> &str {
        self.fields.get(name).and_then(|values| values.first()).map_or("", String::as_str)
    }

    /// All values of a field that may come several times.
    pub fn all(&self, name: &str) -> &[String] {
        self.fields.get(name).map_or(&[], Vec::as_slice)
    }

    /// Was it sent at all? Boxes that are not ticked are not sent.
    pub fn has(&self, name: &str) -> bool {
        self.fields.contains_key(name)
    }

    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.fields.keys().map(String::as_str)
    }

    pub fn file(&self, field: &str) -> Option<&Upload> {
        self.files.iter().find(|upload| upload.field == field && !upload.bytes.is_empty())
    }
}

impl<S: Send + Sync> FromRequest<S> for Typed {
    type Rejection = Trouble;

    async fn from_request(request: Request, state: &S) -> Result<Typed, Trouble> {
        let visit = request.extensions().get::<Visit>().cloned();
        let kind = request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or("");
        let typed = if kind.starts_with("multipart/form-data") {
            read_multipart(request, state).await?
        } else if kind.starts_with("application/x-www-form-urlencoded") {
            let bytes = to_bytes(request.into_body(), FORM_BYTES_MAX).await.map_err(|_| Trouble::TooLarge)?;
            let text = std::str::from_utf8(&bytes).map_err(|_| Trouble::Malformed)?;
            Typed::from_pairs(decode_pairs(text)?)
        } else {
            return Err(Trouble::Malformed);
        };
        // Whoever is signed in must send back the token of this session.
        match visit.as_ref().and_then(|visit| visit.signed_in.as_ref()) {
            Some(signed_in) if typed.text("csrf") != signed_in.csrf => Err(Trouble::Stale),
            _ => Ok(typed),
        }
    }
}

async fn read_multipart<S: Send + Sync>(request: Request, state: &S) -> Result<Typed, Trouble> {
    let mut parts = Multipart::from_request(request, state).await.map_err(|_| Trouble::Malformed)?;
    let mut pairs = Vec::new();
    let mut files = Vec::new();
    while let Some(part) = parts.next_field().await.map_err(|_| Trouble::Malformed)? {
        if pairs.len() + files.len() >= FIELDS_MAX {
            return Err(Trouble::TooLarge);
        }
        let name = part.name().unwrap_or_default().to_owned();
        match part.file_name().map(str::to_owned) {
            Some(file_name) => {
                let bytes = part.bytes().await.map_err(|_| Trouble::TooLarge)?.to_vec();
                files.push(Upload { field: name, file_name, bytes });
            }
            None => pairs.push((name, clean(&part.text().await.map_err(|_| Trouble::Malformed)?))),
        }
    }
    Ok(Typed { files, ..Typed::from_pairs(pairs) })
}

/// Decodes `a=1&b=%C3%A4`; bytes that are no UTF-8 are refused.
pub fn decode_pairs(text: &str) -> Result<Vec<(String, String)>, Trouble> {
    let mut pairs = Vec::new();
    for pair in text.split('&').filter(|pair| !pair.is_empty()) {
        if pairs.len() >= FIELDS_MAX {
            return Err(Trouble::TooLarge);
        }
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        pairs.push((decode(name)?, clean(&decode(value)?)));
    }
    Ok(pairs)
}

fn decode(text: &str) -> Result<String, Trouble> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut signs = text.bytes();
    while let Some(sign) = signs.next() {
        match sign {
            b'+' => bytes.push(b' '),
            b'%' => {
                let digit = |byte: Option<u8>| byte.and_then(|byte| char::from(byte).to_digit(16));
                let (Some(high), Some(low)) = (digit(signs.next()), digit(signs.next())) else {
                    return Err(Trouble::Malformed);
                };
                bytes.push(u8::try_from(high * 16 + low).map_err(|_| Trouble::Malformed)?);
            }
            other => bytes.push(other),
        }
    }
    String::from_utf8(bytes).map_err(|_| Trouble::Malformed)
}

/// Browsers send line ends as two signs, and nobody types control signs.
fn clean(text: &str) -> String {
    text.replace("\r\n", "\n").chars().filter(|sign| !sign.is_control() || *sign == '\n' || *sign == '\t').collect()
}
