//! A small firm's documents, and short ways to ask for them.

use kontor::search::{Asked, Change, Document, Hit, Index, Kind};
use tempfile::TempDir;

pub const PRODUCT: Kind = Kind(1);
pub const PERSON: Kind = Kind(2);
pub const INVOICE: Kind = Kind(3);

pub const EVERYONE: &str = "everyone";
pub const OFFICE: &str = "office";

/// The words of the catalogue, as whole titles.
pub const CATALOGUE: [&str; 9] =
    ["Hund", "Futter", "Katze", "Leine", "Näpfe für Tiere", "Winter", "Jacke", "Hundefutter Lachs", "Dose"];

pub fn document(kind: Kind, id: u64, title: &str, subtitle: &str, body: &str) -> Document {
    Document {
        kind,
        id,
        title: title.to_owned(),
        subtitle: subtitle.to_owned(),
        body: body.to_owned(),
        exact: Vec::new(),
        scopes: vec![EVERYONE.to_owned()],
        weight: 0,
    }
}

pub fn with_exact(mut document: Document, exact: &[&str]) -> Document {
    document.exact = exact.iter().map(|value| (*value).to_owned()).collect();
    document
}

pub fn with_scopes(mut document: Document, scopes: &[&str]) -> Document {
    document.scopes = scopes.iter().map(|scope| (*scope).to_owned()).collect();
    document
}

/// The firm: products, people, and an invoice that only the office may see.
pub fn firm() -> Vec<Document> {
    vec![
        with_exact(
            document(PRODUCT, 1, "Hundefutter Lachs 10kg", "Trockenfutter", "dog food salmon 狗粮"),
            &["HF-10/L"],
        ),
        document(PRODUCT, 2, "Futter für Hunde", "Nassfutter", "wet dog food"),
        document(PRODUCT, 3, "Katzenleine", "Leine aus Leder", "cat leash"),
        document(PRODUCT, 4, "有机绿茶", "Grüner Tee, bio", "organic green tea deliveries"),
        document(PRODUCT, 5, "Winterjacke", "Damen, blau", "jacket"),
        with_exact(
            document(PERSON, 10, "Anna Müller", "Köln", "Weiß"),
            &["anna.mueller@example.de", "+49 170 1234567"],
        ),
        document(PERSON, 11, "Jürgen Groß", "Mühlheim", ""),
        document(PERSON, 12, "Maria Meyer", "Hund und Katze GmbH", "北京大学"),
        document(PERSON, 13, "Łukasz Dvořák", "E-Mail-Versand", ""),
        with_scopes(
            with_exact(
                document(INVOICE, 20, "Rechnung RE-2026-00123", "Anna Müller", "Lachsfutter"),
                &["RE-2026-00123"],
            ),
            &[OFFICE, "partner:17"],
        ),
    ]
}

pub fn put(documents: Vec<Document>) -> Vec<Change> {
    documents.into_iter().map(Change::Put).collect()
}

/// An index that holds the firm, applied up to journal number 7.
pub fn firm_index() -> (TempDir, Index) {
    let folder = tempfile::tempdir().unwrap();
    let (index, _) = Index::open(folder.path(), "test").unwrap();
    index.set_compound_words(CATALOGUE);
    index.apply(put(firm()), 7).unwrap();
    (folder, index)
}

pub fn hits(index: &Index, text: &str, scopes: &[&str], kinds: &[Kind]) -> Vec<Hit> {
    let scopes: Vec<String> = scopes.iter().map(|scope| (*scope).to_owned()).collect();
    index.query(&Asked { text, scopes: &scopes, kinds, limit: 20 }).unwrap()
}

/// The ids found by somebody of the office, best first.
pub fn found(index: &Index, text: &str) -> Vec<u64> {
    hits(index, text, &[EVERYONE, OFFICE], &[]).into_iter().map(|hit| hit.id).collect()
}
